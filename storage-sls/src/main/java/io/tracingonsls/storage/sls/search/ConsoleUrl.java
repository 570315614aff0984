// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Addresses of the search page of Log Service's console. The one place where names and queries become part of an address: names are
 * percent-encoded, and queries travel as Base64, which the console asks to be told.
 *
 * @param base the console's address, without a slash at its end
 * @param project the project's name
 * @param region empty when it is not known
 */
public record ConsoleUrl(String base, String project, String region) {
  /**
   * Reads the console's address.
   *
   * @throws IllegalArgumentException unless it is http or https with a host, and has no query, fragment or user
   */
  public static ConsoleUrl of(String setting, String text, String project, String region) {
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
      if (uri.getHost() != null && plain && (scheme.equals("https") || scheme.equals("http"))) {
        return new ConsoleUrl(text.replaceFirst("/+$", ""), project, region);
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Falls through to the one message.
    }
    throw new IllegalArgumentException(
        setting + ": " + text + " (expected: an address such as https://sls.console.aliyun.com)");
  }

  /** The search page with this query; times are seconds since the epoch. */
  public String search(String logstore, String query, int fromSeconds, int toSeconds) {
    String encoded = Base64.getEncoder().encodeToString(query.getBytes(StandardCharsets.UTF_8));
    return base + "/lognext/project/" + pathSegment(project) + "/logsearch/" + pathSegment(logstore)
        + "?encode=base64&queryString=" + parameter(encoded)
        + "&queryTimeType=99&startTime=" + fromSeconds + "&endTime=" + toSeconds
        + (region.isEmpty() ? "" : "&slsRegion=" + parameter(region));
  }

  private static String parameter(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String pathSegment(String text) {
    return parameter(text).replace("+", "%20");
  }
}
