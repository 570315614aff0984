// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.logservice.error.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests captured from the real SDKs, signed with testAk / testSk, and what happens when a part of them changes. */
final class RequestAuthenticatorTest {
  private static final String NOW = "2026-11-23T02:06:30Z";
  private static final String TOKEN = "STS.token/+==";
  private static final String JSON_BODY =
      "{\"description\":\"desc\",\"projectName\":\"demo-project\"}";
  private static final String SEARCH_BODY =
      "{\"from\":1700000000,\"to\":1700003600,\"topic\":\"\",\"line\":100,\"offset\":0,\"reverse\":true,"
          + "\"query\":\"traceID: abc\",\"powerSql\":false,\"fromNs\":0,\"toNs\":0,\"highlight\":false}";
  private static final String EMPTY_SHA =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static FakeRequest v1(String method, String path, String signature) {
    return new FakeRequest(method, path)
        .with("authorization", "LOG testAk:" + signature)
        .with("x-log-apiversion", "0.6.0")
        .with("x-log-bodyrawsize", "0")
        .with("x-log-signaturemethod", "hmac-sha1")
        .with("user-agent", "not signed");
  }

  private static FakeRequest createProject() {
    return v1("POST", "/", "0HKAqbblsf7yjv2ghGKbcVjk/m4=")
        .with("content-md5", "B2B26A1C0EB4D428C84D9FCB7F1D2529")
        .with("content-type", "application/json")
        .with("date", "Mon, 23 Nov 2026 02:06:18 GMT")
        .body(JSON_BODY);
  }

  private static FakeRequest searchV4() {
    return new FakeRequest("POST", "/logstores/jaeger-span/logs")
        .with(
            "authorization",
            credential("d8fb7cdff4dc2f82d3feebc6cb8c9d03947c1b8b270da02e732d07829a9020b3"))
        .with("host", "demo-project.cn-local.log.aliyuncs.com")
        .with("content-type", "application/json")
        .with("x-log-apiversion", "0.6.0")
        .with("x-log-bodyrawsize", "161")
        .with("x-log-date", "20261123T020742Z")
        .with(
            "x-log-content-sha256",
            "0766ade9ffee7cce9b9eb31c6f1563a783f371b78f55b2c38315b34d966ba647")
        .body(SEARCH_BODY);
  }

  private static FakeRequest histogramsV4() {
    return new FakeRequest("GET", "/logstores/jaeger-span/index")
        .query("type", "histogram")
        .query("query", "traceID: \"a b/c~*+你\"")
        .query("topic", "")
        .query("to", "1700003600")
        .query("from", "1700000000")
        .with(
            "authorization",
            credential("b48779722938611de3319c5d8dcb1ca801b72f810fe9812516de3e62b085580d"))
        .with("host", "demo-project.cn-local.log.aliyuncs.com")
        .with("content-type", "application/x-protobuf")
        .with("x-acs-security-token", TOKEN)
        .with("x-log-apiversion", "0.6.0")
        .with("x-log-bodyrawsize", "0")
        .with("x-log-date", "20261123T020622Z")
        .with("x-log-content-sha256", EMPTY_SHA);
  }

  private static String credential(String signature) {
    return "SLS4-HMAC-SHA256 Credential=testAk/20261123/cn-local/sls/aliyun_v4_request,Signature="
        + signature;
  }

  private static RequestAuthenticator authenticator(AccessKey key, String now) {
    return new RequestAuthenticator(List.of(key), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }

  private static RequestAuthenticator permanent() {
    return authenticator(AccessKey.permanent("testAk", "testSk"), NOW);
  }

  private static RequestAuthenticator temporary(String now) {
    return authenticator(
        new AccessKey("testAk", "testSk", TOKEN, Instant.parse("2026-11-23T02:10:00Z")), now);
  }

  private static void rejects(
      RequestAuthenticator authenticator, SignedRequest request, String code) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> authenticator.authenticate(request))
        .satisfies(e -> {
          assertThat(e.wireName()).isEqualTo(code);
          assertThat(e.text()).doesNotContain("testSk").doesNotContain(TOKEN);
        });
  }

  @Test
  void v1_jsonBody() {
    assertThat(permanent().authenticate(createProject()).id()).isEqualTo("testAk");
  }

  @Test
  void v1_emptyParameterValueIsSigned() {
    FakeRequest request = v1("GET", "/logstores", "RyMYODOsNUGYpv9q+IAiBqOcbIg=")
        .query("size", "100")
        .query("logstoreName", "")
        .query("offset", "0")
        .with("content-type", "application/x-protobuf")
        .with("date", "Mon, 23 Nov 2026 02:06:19 GMT");
    assertThat(permanent().authenticate(request).id()).isEqualTo("testAk");
  }

  @Test
  void v1_parametersAreSignedDecoded() {
    FakeRequest request = v1("GET", "/logstores/jaeger-span/index", "qc6jo+ktCzv/NlxccmesPthx/xk=")
        .query("query", "traceID: \"a b/c~*+你\"")
        .query("topic", "")
        .query("from", "1700000000")
        .query("to", "1700003600")
        .query("type", "histogram")
        .with("content-type", "application/x-protobuf")
        .with("date", "Mon, 23 Nov 2026 02:06:20 GMT");
    assertThat(permanent().authenticate(request).id()).isEqualTo("testAk");
  }

  @Test
  void v1_unsignedHeadersMayChange() {
    FakeRequest request = createProject().with("accept-encoding", "lz4").with("user-agent", "x");
    assertThat(permanent().authenticate(request).id()).isEqualTo("testAk");
  }

  @Test
  void v1_signedPartChanged() {
    rejects(permanent(), createProject().with("x-log-compresstype", "lz4"), "SignatureNotMatch");
    rejects(permanent(), createProject().query("a", "b"), "SignatureNotMatch");
    rejects(permanent(), createProject().with("content-type", "text/plain"), "SignatureNotMatch");
  }

  @Test
  void v1_logDateAddedAfterSigningMustRepeatTheDate() {
    assertThat(permanent()
            .authenticate(createProject().with("x-log-date", "Mon, 23 Nov 2026 02:06:18 GMT"))
            .id())
        .isEqualTo("testAk");
    rejects(
        permanent(),
        createProject().with("x-log-date", "Mon, 23 Nov 2026 02:06:19 GMT"),
        "SignatureNotMatch");
  }

  @Test
  void v1_bodyReplaced() {
    rejects(permanent(), createProject().body("{}"), "SignatureNotMatch");
    rejects(
        permanent(),
        v1("GET", "/logstores", "RyMYODOsNUGYpv9q+IAiBqOcbIg=")
            .query("size", "100")
            .query("logstoreName", "")
            .query("offset", "0")
            .with("content-type", "application/x-protobuf")
            .with("date", "Mon, 23 Nov 2026 02:06:19 GMT")
            .body("smuggled"),
        "SignatureNotMatch");
  }

  @Test
  void v4_jsonBody() {
    assertThat(permanent().authenticate(searchV4()).id()).isEqualTo("testAk");
  }

  @Test
  void v4_securityTokenAndAwkwardParameter() {
    assertThat(temporary(NOW).authenticate(histogramsV4()).id()).isEqualTo("testAk");
  }

  @Test
  void v4_signedPartChanged() {
    rejects(
        permanent(),
        searchV4().with("host", "other.cn-local.log.aliyuncs.com"),
        "SignatureNotMatch");
    rejects(permanent(), searchV4().body(SEARCH_BODY + " "), "SignatureNotMatch");
    rejects(permanent(), searchV4().with("x-log-content-sha256", EMPTY_SHA), "SignatureNotMatch");
    rejects(permanent(), searchV4().query("type", "log"), "SignatureNotMatch");
  }

  @Test
  void token_wrongMissingOrExpired() {
    rejects(temporary(NOW), histogramsV4().with("x-acs-security-token", "other"), "Unauthorized");
    rejects(temporary(NOW), searchV4(), "Unauthorized");
    rejects(permanent(), histogramsV4(), "Unauthorized");
    rejects(temporary("2026-11-23T02:10:00Z"), histogramsV4(), "Unauthorized");
  }

  @Test
  void clock_fifteenMinutesEitherWay() {
    AccessKey key = AccessKey.permanent("testAk", "testSk");
    assertThat(authenticator(key, "2026-11-23T02:21:18Z").authenticate(createProject()))
        .isEqualTo(key);
    assertThat(authenticator(key, "2026-11-23T01:51:18Z").authenticate(createProject()))
        .isEqualTo(key);
    rejects(authenticator(key, "2026-11-23T02:21:19Z"), createProject(), "RequestTimeTooSkewed");
    rejects(authenticator(key, "2026-11-23T01:51:17Z"), createProject(), "RequestTimeTooSkewed");
    rejects(authenticator(key, "2026-11-23T03:00:00Z"), searchV4(), "RequestTimeTooSkewed");
  }

  @Test
  void date_missingOrUnreadable() {
    rejects(permanent(), createProject().with("date", "yesterday"), "InvalidDateFormat");
    rejects(permanent(), createProject().with("x-log-date", ""), "InvalidDateFormat");
  }

  @Test
  void authorization_missingUnknownOrUnreadable() {
    rejects(permanent(), new FakeRequest("GET", "/"), "Unauthorized");
    for (String header : List.of(
        "",
        "LOG",
        "LOG ",
        "LOG :x",
        "LOG testAk",
        "Basic x",
        "SLS4-HMAC-SHA256 x",
        "LOG other:x")) {
      rejects(permanent(), createProject().with("authorization", header), "Unauthorized");
    }
  }

  @Test
  void message_doesNotEchoControlCharacters() {
    FakeRequest request = createProject().with("authorization", "LOG a\u001b[31m<b>:x");
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> permanent().authenticate(request))
        .satisfies(e -> assertThat(e.text()).isEqualTo("AccessKeyId not found: a?[31m<b>"));
  }
}
