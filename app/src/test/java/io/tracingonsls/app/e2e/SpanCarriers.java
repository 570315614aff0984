// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.tracingonsls.collector.receive.RawMessages;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Ways of bytes to a port of this host; each but a datagram must be answered with success. */
final class SpanCarriers {
  private SpanCarriers() {}

  static void http(int port, String path, String contentType, byte[] body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
  }

  static void grpc(int port, String service, String method, byte[] message) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      byte[] answer = ClientCalls.blockingUnaryCall(
          channel, RawMessages.unary(service, method), CallOptions.DEFAULT, message);
      // Empty, or OTLP's empty partial_success: anything longer would name refused spans.
      assertThat(answer).hasSizeLessThanOrEqualTo(2);
    } finally {
      channel.shutdownNow();
    }
  }

  static void udp(int port, byte[] datagram) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  /** Calls {@code Collector::submitBatches}, after the greeting, and reads both answers. */
  static void tchannel(int port, byte[] arguments) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      frame(out, 0x01, 1, new byte[] {0, 2, 0, 0});
      assertThat(answer(in, 0x02)).startsWith(0, 2);
      frame(out, 0x03, 2, call(arguments));
      assertThat(answer(in, 0x04)).as("flags and code").startsWith(0, 0);
    }
  }

  private static void frame(DataOutputStream out, int type, int id, byte[] payload)
      throws IOException {
    out.writeShort(16 + payload.length);
    out.writeShort(type << 8);
    out.writeInt(id);
    out.writeLong(0);
    out.write(payload);
    out.flush();
  }

  private static byte[] answer(DataInputStream in, int type) throws IOException {
    int size = in.readUnsignedShort();
    assertThat(in.readUnsignedByte()).isEqualTo(type);
    in.skipNBytes(13);
    return in.readNBytes(size - 16);
  }

  private static byte[] call(byte[] arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream payload = new DataOutputStream(bytes);
    payload.writeByte(0);
    payload.writeInt(10_000);
    payload.write(new byte[25]);
    payload.write(new byte[] {16});
    payload.writeBytes("jaeger-collector");
    payload.write(new byte[] {1, 2, 'a', 's', 6});
    payload.writeBytes("thrift");
    payload.writeByte(0);
    String method = "Collector::submitBatches";
    payload.writeShort(method.length());
    payload.writeBytes(method);
    payload.writeShort(2);
    payload.writeShort(0);
    payload.writeShort(arguments.length);
    payload.write(arguments);
    return bytes.toByteArray();
  }
}
