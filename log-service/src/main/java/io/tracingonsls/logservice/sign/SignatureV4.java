// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 4: {@code Authorization: SLS4-HMAC-SHA256 Credential=id/day/region/sls/aliyun_v4_request,Signature=hex}. The names of
 * the signed headers aren't sent; both sides derive them by the same rule.
 */
public final class SignatureV4 {
  static final String SCHEME = "SLS4-HMAC-SHA256";
  private static final String TERMINATOR = "aliyun_v4_request";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private SignatureV4() {}

  /**
   * The signature a holder of {@code secret} would have sent with this request.
   *
   * @param day {@code yyyyMMdd} of the credential scope
   * @param logDate value of {@code x-log-date}
   */
  public static String sign(
      SignedRequest request,
      String path,
      String secret,
      String day,
      String region,
      String logDate) {
    String scope = day + "/" + region + "/sls/" + TERMINATOR;
    String text = SCHEME + "\n" + logDate + "\n" + scope + "\n"
        + Digests.sha256Hex(canonicalRequest(request, path));
    byte[] key = ("aliyun_v4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : List.of(day, region, "sls", TERMINATOR)) {
      key = Digests.hmac("HmacSHA256", key, step);
    }
    return Digests.hex(Digests.hmac("HmacSHA256", key, text));
  }

  static String canonicalRequest(SignedRequest request, String path) {
    StringBuilder headers = new StringBuilder(256);
    StringBuilder names = new StringBuilder(128);
    for (String name : signedHeaderNames(request)) {
      String value = request.header(name);
      headers.append(name).append(':').append(value == null ? "" : value.trim()).append('\n');
      names.append(names.isEmpty() ? "" : ";").append(name);
    }
    return String.join(
        "\n",
        request.method(),
        path,
        canonicalQuery(request.query()),
        headers,
        names,
        orEmpty(request.header("x-log-content-sha256")));
  }

  private static Set<String> signedHeaderNames(SignedRequest request) {
    Set<String> names = new TreeSet<>();
    for (String name : request.headerNames()) {
      if (name.equals("host")
          || name.equals("content-type")
          || name.startsWith("x-acs-")
          || (name.startsWith("x-log-") && !name.startsWith("x-log-meta-"))) {
        names.add(name);
      }
    }
    return names;
  }

  private static String canonicalQuery(List<QueryParameter> query) {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (QueryParameter parameter : query) {
      sorted.put(percentEncode(parameter.name()), percentEncode(parameter.value()));
    }
    StringBuilder text = new StringBuilder();
    sorted.forEach((name, value) -> {
      text.append(text.isEmpty() ? "" : "&").append(name);
      if (!value.isEmpty()) {
        text.append('=').append(value);
      }
    });
    return text.toString();
  }

  private static String percentEncode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return out.toString();
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
