// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Signature version 1: {@code Authorization: LOG id:base64(HMAC-SHA1(secret, stringToSign))}. */
public final class SignatureV1 {
  static final String SCHEME = "LOG ";

  private SignatureV1() {}

  /**
   * The signature a holder of {@code secret} would have sent with this request.
   *
   * @param withLogDate whether {@code x-log-date} takes part; some clients add it after signing
   */
  public static String sign(
      SignedRequest request, String path, String secret, boolean withLogDate) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder()
        .encodeToString(Digests.hmac("HmacSHA1", key, stringToSign(request, path, withLogDate)));
  }

  static String stringToSign(SignedRequest request, String path, boolean withLogDate) {
    String logDate = withLogDate ? request.header("x-log-date") : null;
    StringBuilder text = new StringBuilder(256);
    text.append(request.method()).append('\n');
    text.append(orEmpty(request, "content-md5")).append('\n');
    text.append(orEmpty(request, "content-type")).append('\n');
    text.append(logDate != null ? logDate : orEmpty(request, "date")).append('\n');
    for (String name : new TreeSet<>(request.headerNames())) {
      if (isSigned(name) && (withLogDate || !name.equals("x-log-date"))) {
        text.append(name).append(':').append(orEmpty(request, name)).append('\n');
      }
    }
    text.append(path);
    appendQuery(text, request.query());
    return text.toString();
  }

  private static boolean isSigned(String name) {
    return name.startsWith("x-log-") || name.startsWith("x-acs-");
  }

  /** Values are signed as they are, not percent-encoded. */
  private static void appendQuery(StringBuilder text, List<QueryParameter> query) {
    List<QueryParameter> sorted =
        query.stream().sorted(Comparator.comparing(QueryParameter::name)).toList();
    char separator = '?';
    for (QueryParameter parameter : sorted) {
      text.append(separator).append(parameter.name()).append('=').append(parameter.value());
      separator = '&';
    }
  }

  private static String orEmpty(SignedRequest request, String name) {
    String value = request.header(name);
    return value == null ? "" : value;
  }
}
