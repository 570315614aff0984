// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request was signed by a holder of one of the known keys. Repeats of a request are accepted: clients resend the very
 * same bytes after a network error. Thread-safe.
 */
public final class RequestAuthenticator {
  /** How far the client's clock may be off. */
  public static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private static final Pattern V4_AUTHORIZATION = Pattern.compile(
      "SLS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]+)/sls/aliyun_v4_request,\\s*Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter LOG_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private final Map<String, AccessKey> keys;
  private final Clock clock;

  public RequestAuthenticator(Collection<AccessKey> keys, Clock clock) {
    this.keys =
        keys.stream().collect(Collectors.toUnmodifiableMap(AccessKey::id, Function.identity()));
    this.clock = clock;
  }

  /**
   * Returns the key that signed the request, body included.
   *
   * @throws ServiceException {@code Unauthorized}, {@code SignatureNotMatch}, {@code RequestTimeTooSkewed} or {@code InvalidDateFormat}
   */
  public AccessKey authenticate(SignedRequest request) {
    AccessKey key = authenticateHead(request);
    checkBody(request);
    return key;
  }

  /** The same without looking at the body, so that it can be done before the body is read. */
  public AccessKey authenticateHead(SignedRequest request) {
    String authorization = request.header("authorization");
    if (authorization == null) {
      throw new ServiceException(ErrorCode.UNAUTHORIZED, "Authorization: header is missing");
    }
    if (authorization.startsWith(SignatureV1.SCHEME)) {
      return authenticateV1(
          request, authorization.substring(SignatureV1.SCHEME.length()).trim());
    }
    if (authorization.startsWith(SignatureV4.SCHEME)) {
      return authenticateV4(request, authorization);
    }
    throw new ServiceException(
        ErrorCode.UNAUTHORIZED,
        "Authorization: unknown scheme (expected: LOG or SLS4-HMAC-SHA256)");
  }

  private static boolean anySame(List<String> expected, String given) {
    return expected.stream().anyMatch(signature -> Digests.sameText(signature, given));
  }

  /** Signatures cover the body only through its hash, so the hash must be the body's. */
  public void checkBody(SignedRequest request) {
    String authorization = request.header("authorization");
    if (authorization != null && authorization.startsWith(SignatureV4.SCHEME)) {
      String declared = request.header("x-log-content-sha256");
      checkHash(request, declared == null ? "" : declared, "SHA-256");
    } else {
      checkHash(request, request.header("content-md5"), "MD5");
    }
  }

  private AccessKey authenticateV1(SignedRequest request, String credential) {
    int colon = credential.indexOf(':');
    if (colon <= 0) {
      throw new ServiceException(
          ErrorCode.UNAUTHORIZED, "Authorization: not readable (expected: LOG id:signature)");
    }
    AccessKey key = knownKey(credential.substring(0, colon));
    checkToken(request, key);
    String logDate = request.header("x-log-date");
    checkSkew(logDate != null ? parseDate(logDate) : parseDate(request.header("date")));
    String given = credential.substring(colon + 1);
    boolean copied = logDate != null && logDate.equals(request.header("date"));
    checkSignature(
        request,
        given,
        path -> copied
            ? List.of(
                SignatureV1.sign(request, path, key.secret(), true),
                SignatureV1.sign(request, path, key.secret(), false))
            : List.of(SignatureV1.sign(request, path, key.secret(), true)));
    return key;
  }

  private AccessKey authenticateV4(SignedRequest request, String authorization) {
    Matcher parts = V4_AUTHORIZATION.matcher(authorization);
    if (!parts.matches()) {
      throw new ServiceException(
          ErrorCode.UNAUTHORIZED,
          "Authorization: not readable (expected: SLS4-HMAC-SHA256"
              + " Credential=id/yyyyMMdd/region/sls/aliyun_v4_request,Signature=hex)");
    }
    AccessKey key = knownKey(parts.group(1));
    checkToken(request, key);
    String logDate = request.header("x-log-date");
    checkSkew(parseDate(logDate));
    String day = parts.group(2);
    String region = parts.group(3);
    String date = logDate == null ? "" : logDate;
    checkSignature(
        request,
        parts.group(4),
        path -> List.of(SignatureV4.sign(request, path, key.secret(), day, region, date)));
    return key;
  }

  private AccessKey knownKey(String id) {
    AccessKey key = keys.get(id);
    if (key == null) {
      throw new ServiceException(ErrorCode.UNAUTHORIZED, "AccessKeyId not found: " + printable(id));
    }
    return key;
  }

  private void checkToken(SignedRequest request, AccessKey key) {
    String given = request.header("x-acs-security-token");
    String expected = key.securityToken();
    if ((given == null) != (expected == null)
        || (given != null && expected != null && !Digests.sameText(expected, given))) {
      throw new ServiceException(
          ErrorCode.UNAUTHORIZED, "The security token you provided is invalid");
    }
    Instant expiresAt = key.expiresAt();
    if (expiresAt != null && !clock.instant().isBefore(expiresAt)) {
      throw new ServiceException(
          ErrorCode.UNAUTHORIZED, "The security token you provided has expired");
    }
  }

  private static Instant parseDate(@Nullable String text) {
    if (text != null) {
      boolean compact = text.length() == 16 && text.charAt(8) == 'T';
      try {
        return (compact ? LOG_DATE : HTTP_DATE).parse(text, Instant::from);
      } catch (DateTimeException e) {
        throw unreadableDate();
      }
    }
    throw unreadableDate();
  }

  private static ServiceException unreadableDate() {
    return new ServiceException(
        ErrorCode.INVALID_DATE_FORMAT,
        "Date or x-log-date: missing or not readable (expected: RFC 1123 GMT or yyyyMMdd'T'HHmmss'Z')");
  }

  private void checkSkew(Instant requestTime) {
    if (Duration.between(requestTime, clock.instant()).abs().compareTo(MAX_SKEW) > 0) {
      throw new ServiceException(
          ErrorCode.REQUEST_TIME_TOO_SKEWED,
          "Request time exceeds server time more than 15 minutes, server time: "
              + clock.instant().getEpochSecond());
    }
  }

  /** Clients disagree on signing the path decoded or as sent; either proves the secret. */
  private static void checkSignature(
      SignedRequest request, String given, Function<String, List<String>> signer) {
    boolean same = anySame(signer.apply(request.path()), given);
    if (!same && !request.rawPath().equals(request.path())) {
      same = anySame(signer.apply(request.rawPath()), given);
    }
    if (!same) {
      throw new ServiceException(
          ErrorCode.SIGNATURE_NOT_MATCH, "Signature " + printable(given) + " not matched");
    }
  }

  private static void checkHash(
      SignedRequest request, @Nullable String declared, String algorithm) {
    if (declared == null && !request.body().hasRemaining()) {
      return;
    }
    String actual = Digests.hex(Digests.digest(algorithm, request.body()));
    if (declared == null || !Digests.sameText(actual, declared.toLowerCase(Locale.ROOT))) {
      throw new ServiceException(
          ErrorCode.SIGNATURE_NOT_MATCH,
          "The body does not match its signed " + algorithm + " hash");
    }
  }

  /** Client text may go into a message only shortened and without control characters. */
  private static String printable(String text) {
    String cut = text.length() > 64 ? text.substring(0, 64) : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
