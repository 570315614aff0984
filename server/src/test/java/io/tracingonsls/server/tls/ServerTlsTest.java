// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.testing.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
  @TempDir
  static Path directory;

  private static TestCertificate first;
  private static TestCertificate second;

  @BeforeAll
  static void makeCertificates() {
    first = TestCertificate.create(directory, "first", "EC");
    second = TestCertificate.create(directory, "second", "RSA");
  }

  private static TlsFiles files(Path certificate, Path key, Path clientCa, Duration reload) {
    return new TlsFiles(certificate, key, clientCa, List.of(), List.of(), reload);
  }

  private static HttpServer start(ServerTls tls) {
    Router router = Router.builder()
        .get(
            "/",
            request -> CompletableFuture.completedFuture(
                HttpResponse.text(200, request.isSecure() ? "secure" : "plain")))
        .build();
    return HttpServer.builder("tls", new HostPort("127.0.0.1", 0), router)
        .tls(tls::context)
        .build()
        .start();
  }

  private static String get(HttpServer server, SSLContext context, String... protocols)
      throws IOException {
    try (SSLSocket socket = (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      OutputStream out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void servesTls12And13_withEcAndRsaKeys() throws IOException {
    for (TestCertificate certificate : List.of(first, second)) {
      try (ServerTls tls = ServerTls.load(
              files(certificate.certificate(), certificate.key(), null, Duration.ZERO));
          HttpServer server = start(tls)) {
        SSLContext client = certificate.clientContext(null);
        assertThat(get(server, client, "TLSv1.3")).endsWith("secure");
        assertThat(get(server, client, "TLSv1.2")).endsWith("secure");
        SSLContext stranger = (certificate == first ? second : first).clientContext(null);
        assertThatThrownBy(() -> get(server, stranger)).isInstanceOf(SSLException.class);
      }
    }
  }

  @Test
  void asksForAClientCertificate_whenAnAuthorityIsGiven() throws IOException {
    try (ServerTls tls = ServerTls.load(
            files(first.certificate(), first.key(), second.certificate(), Duration.ZERO));
        HttpServer server = start(tls)) {
      assertThat(get(server, first.clientContext(second))).endsWith("secure");
      assertThatThrownBy(
              () -> assertThat(get(server, first.clientContext(null))).isNotEmpty())
          .isInstanceOfAny(IOException.class, AssertionError.class);
      assertThatThrownBy(
              () -> assertThat(get(server, first.clientContext(first))).isNotEmpty())
          .isInstanceOfAny(IOException.class, AssertionError.class);
    }
  }

  @Test
  void usesNewCertificates_soonAfterTheFilesChange_andKeepsTheOldOnErrors() throws IOException {
    Path certificate = directory.resolve("live.crt");
    Path key = directory.resolve("live.key");
    Files.copy(first.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(first.key(), key, StandardCopyOption.REPLACE_EXISTING);
    try (ServerTls tls = ServerTls.load(files(certificate, key, null, Duration.ofMillis(20)));
        HttpServer server = start(tls)) {
      assertThat(get(server, first.clientContext(null))).endsWith("secure");
      Files.writeString(certificate, "broken");
      assertThat(get(server, first.clientContext(null))).endsWith("secure");
      Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      long deadline = System.nanoTime() + 10_000_000_000L;
      boolean renewed = false;
      while (!renewed && System.nanoTime() < deadline) {
        try {
          renewed = get(server, second.clientContext(null)).endsWith("secure");
        } catch (SSLException e) {
          Thread.onSpinWait();
        }
      }
      assertThat(renewed).isTrue();
    }
  }

  @Test
  void closesPlainTextConnections() throws IOException {
    try (ServerTls tls =
            ServerTls.load(files(first.certificate(), first.key(), null, Duration.ZERO));
        HttpServer server = start(tls);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .doesNotContain("HTTP")
          .doesNotContain("Exception");
    }
  }

  @Test
  void namesTheFile_whenItCannotBeUsed() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.pem"), "nothing");
    assertThatThrownBy(
            () -> ServerTls.load(files(first.certificate(), broken, null, Duration.ZERO)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.pem")
        .hasMessageContaining("PKCS#8");
    assertThatThrownBy(() -> ServerTls.load(files(broken, first.key(), null, Duration.ZERO)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.pem");
  }
}
