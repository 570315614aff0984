// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.testing.contract.Eventually;
import io.tracingonsls.testing.fake.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials come from, and that they are renewed. */
class CredentialsTest {
  @TempDir
  Path directory;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05Z"));
  private HttpServer server;
  private int issued;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(call.getRequestMethod() + " " + call.getRequestURI() + " " + body);
    String path = call.getRequestURI().getPath();
    String answer;
    if (path.endsWith("api/token")) {
      answer = "imds-token";
    } else if (path.endsWith("security-credentials/")) {
      answer = "the-role";
    } else {
      String keys = "\"AccessKeyId\":\"id-" + ++issued
          + "\",\"AccessKeySecret\":\"secret\",\"SecurityToken\":\"token\",\"Expiration\":\""
          + clock.instant().plusSeconds(3600) + "\"";
      answer = path.equals("/") ? "{\"Credentials\":{" + keys + "}}" : "{" + keys + "}";
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Test
  void machineRole_isAskedForAndRenewedBeforeItExpires() {
    CredentialSource source = RoleCredentials.ofMachine(url(), "", clock);
    Credentials first = source.current();
    assertThat(first.accessKeyId()).isEqualTo("id-1");
    assertThat(first.token().reveal()).isEqualTo("token");
    assertThat(source.current()).isEqualTo(first);
    assertThat(requests).anyMatch(request -> request.contains("/the-role"));
    clock.advance(Duration.ofMinutes(56));
    assertThat(source.current().accessKeyId()).isEqualTo("id-2");
  }

  @Test
  void failingRenewal_keepsTheOldPairWhileItLasts() {
    CredentialSource source = RoleCredentials.ofMachine(url(), "r", clock);
    source.current();
    status = 500;
    clock.advance(Duration.ofMinutes(57));
    assertThat(source.current().accessKeyId()).isEqualTo("id-1");
    clock.advance(Duration.ofMinutes(10));
    assertThatThrownBy(source::current)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.error()).isEqualTo(StorageError.UNAUTHORIZED));
  }

  @Test
  void serviceAccount_exchangesItsToken() throws IOException {
    Path token = directory.resolve("token");
    Files.writeString(token, "oidc-token\n");
    CredentialSource source = RoleCredentials.ofServiceAccount(
        new RoleCredentials.OidcSettings(
            "acs:ram::1:role/r", "acs:ram::1:oidc-provider/p", token, url().replaceFirst("/$", "")),
        clock);
    assertThat(source.current().accessKeyId()).isEqualTo("id-1");
    assertThat(requests.get(0))
        .startsWith("POST /")
        .contains("Action=AssumeRoleWithOIDC")
        .contains("OIDCToken=oidc-token")
        .contains("RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr");
  }

  @Test
  void files_areReadAgainWhenTheyChange() throws Exception {
    Path id = directory.resolve("id");
    Path secret = directory.resolve("secret");
    CredentialSource source = new FileCredentials(id, secret, null, "a pair");
    assertThatThrownBy(source::current)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("(expected: a pair)");
    Files.writeString(id, "one\n");
    Files.writeString(secret, "s1\n");
    assertThat(source.current().accessKeyId()).isEqualTo("one");
    assertThat(source.current().accessKeySecret().reveal()).isEqualTo("s1");
    Files.writeString(id, "two\n");
    Eventually.holds(
        Duration.ofSeconds(10), () -> assertThat(source.current().accessKeyId()).isEqualTo("two"));
    Files.delete(id);
    assertThat(source.current().accessKeyId()).isEqualTo("two");
  }
}
