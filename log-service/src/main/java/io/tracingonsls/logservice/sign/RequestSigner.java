// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client's side: adds the headers of a signature to a request. Not thread-safe. */
public final class RequestSigner implements SignedRequest {
  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LOG_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String method;
  private final String path;
  private final List<QueryParameter> query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * A request to sign.
   *
   * @param headers by lower-case name, {@code host} included; the signature's are added here
   */
  public RequestSigner(
      String method,
      String path,
      List<QueryParameter> query,
      Map<String, String> headers,
      byte[] body) {
    this.method = method;
    this.path = path;
    this.query = List.copyOf(query);
    this.headers = headers;
    this.body = body;
  }

  /** Signs with version 1. */
  public void signV1(AccessKey key, Instant now) {
    addToken(key);
    headers.put("x-log-signaturemethod", "hmac-sha1");
    headers.put("date", HTTP_DATE.format(now));
    if (body.length > 0) {
      headers.put(
          "content-md5", Digests.hex(Digests.digest("MD5", body())).toUpperCase(Locale.ROOT));
    }
    headers.put(
        "authorization",
        SignatureV1.SCHEME + key.id() + ":" + SignatureV1.sign(this, path, key.secret(), true));
  }

  /** Signs with version 4. */
  public void signV4(AccessKey key, String region, Instant now) {
    addToken(key);
    String date = LOG_DATE.format(now);
    String day = date.substring(0, 8);
    headers.put("x-log-date", date);
    headers.put("x-log-content-sha256", Digests.hex(Digests.digest("SHA-256", body())));
    String signature = SignatureV4.sign(this, path, key.secret(), day, region, date);
    headers.put(
        "authorization",
        SignatureV4.SCHEME
            + " Credential="
            + String.join("/", key.id(), day, region, "sls", "aliyun_v4_request")
            + ",Signature="
            + signature);
  }

  private void addToken(AccessKey key) {
    String token = key.securityToken();
    if (token != null) {
      headers.put("x-acs-security-token", token);
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<QueryParameter> query() {
    return query;
  }

  @Override
  public Collection<String> headerNames() {
    return headers.keySet();
  }

  @Override
  public @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  @Override
  public ByteBuffer body() {
    return ByteBuffer.wrap(body);
  }
}
