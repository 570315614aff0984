// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.tls.TlsFiles;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.testing.tls.TestCertificate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listeners that Jaeger has without TLS only: with certificates on both sides. */
class TlsListenersTest {
  @TempDir
  private Path directory;

  private TestCertificate own;
  private TestCertificate client;
  private ListenerSettings listener;

  @BeforeEach
  void certificates() {
    own = TestCertificate.create(directory, "server", "EC");
    client = TestCertificate.create(directory, "client", "EC");
    TlsFiles files = new TlsFiles(
        own.certificate(), own.key(), client.certificate(), List.of(), List.of(), Duration.ZERO);
    listener = ListenerSettings.plain(new HostPort("127.0.0.1", 0)).withTls(files);
  }

  private CollectorFixture collector(ReceiverKind kind) {
    return new CollectorFixture(
        new ScriptedSpanWriter(), CollectorFixture.settings().listen(kind, listener));
  }

  @Test
  void tchannel_greetsClientsWithCertificateOnly() throws Exception {
    try (CollectorFixture collector = collector(ReceiverKind.JAEGER_TCHANNEL)) {
      int port = collector.port(ReceiverKind.JAEGER_TCHANNEL);
      assertThat(greeting(own.clientContext(client), port)).isEqualTo(TChannelFrame.INIT_RESPONSE);
      SSLContext stranger = own.clientContext(null);
      assertThatThrownBy(() -> greeting(stranger, port)).isInstanceOf(IOException.class);
    }
  }

  private static int greeting(SSLContext context, int port) throws IOException {
    try (Socket socket = context.getSocketFactory().createSocket("localhost", port)) {
      return greeting(socket);
    }
  }

  /** Type of the frame that answers an init request. */
  private static int greeting(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(20);
    out.writeByte(TChannelFrame.INIT_REQUEST);
    out.writeByte(0);
    out.writeInt(1);
    out.writeLong(0);
    out.write(new byte[] {0, 2, 0, 0});
    out.flush();
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readUnsignedShort();
    return in.readUnsignedByte();
  }

  @Test
  void clientConfiguration_answersClientsWithCertificateOnly() throws Exception {
    try (CollectorFixture collector = collector(ReceiverKind.CLIENT_CONFIG)) {
      int port = collector.port(ReceiverKind.CLIENT_CONFIG);
      assertThat(status("https", own.clientContext(client), port)).isEqualTo(200);
      SSLContext stranger = own.clientContext(null);
      assertThatThrownBy(() -> status("https", stranger, port)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> status("http", stranger, port)).isInstanceOf(IOException.class);
    }
  }

  private static int status(String scheme, SSLContext context, int port)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(scheme + "://localhost:" + port + "/sampling?service=shop"))
        .timeout(Duration.ofSeconds(10))
        .build();
    return HttpClient.newBuilder()
        .sslContext(context)
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
