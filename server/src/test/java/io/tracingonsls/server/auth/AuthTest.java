// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.http.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthTest {
  @TempDir
  Path directory;

  private ExecutorService executor;

  @BeforeEach
  void start() {
    executor = Executors.newFixedThreadPool(2);
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(directory.resolve("secrets"), String.join("\n", lines));
  }

  private static boolean verify(Authenticator authenticator, String header) {
    return authenticator.verify(header).toCompletableFuture().join();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void acceptsListedTokensOnly() throws IOException {
    BearerFile tokens = new BearerFile(file("# comment", "first-token", "", "second-token"));
    assertThat(verify(tokens, "Bearer first-token")).isTrue();
    assertThat(verify(tokens, "bearer second-token")).isTrue();
    assertThat(verify(tokens, "Bearer # comment")).isFalse();
    assertThat(verify(tokens, "Bearer ")).isFalse();
    assertThat(verify(tokens, "first-token")).isFalse();
    assertThat(verify(tokens, null)).isFalse();
  }

  @Test
  void acceptsListedUsersOnly() throws IOException {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(5, "s3:cret".toCharArray());
    BasicFile users = new BasicFile(file("ann:" + hash), executor);
    for (int i = 0; i < 3; i++) {
      assertThat(verify(users, basic("ann:s3:cret"))).isTrue();
      assertThat(verify(users, basic("ann:wrong"))).isFalse();
      assertThat(verify(users, basic("bob:s3:cret"))).isFalse();
      assertThat(verify(users, basic("bob:nobody"))).isFalse();
    }
    assertThat(verify(users, "Basic ???")).isFalse();
    assertThat(verify(users, basic("ann:" + "x".repeat(500)))).isFalse();
    assertThat(verify(users, null)).isFalse();
  }

  @Test
  void refusesAFileWithPlainPasswords() {
    assertThatThrownBy(() -> new BasicFile(file("ann:plain"), executor))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain("plain");
  }

  @Test
  void refusesRequestsBeforeTheyReachAHandler() throws Exception {
    Router router = Router.builder()
        .gate(new AuthGate(new BearerFile(file("token"))))
        .get("/", request -> CompletableFuture.completedFuture(HttpResponse.text(200, "in")))
        .build();
    try (HttpServer server =
        HttpServer.builder("auth", new HostPort("127.0.0.1", 0), router).build().start()) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"));
      var refused =
          client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      request.header("Authorization", "Bearer token");
      var admitted =
          client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(admitted.body()).isEqualTo("in");
    }
  }
}
