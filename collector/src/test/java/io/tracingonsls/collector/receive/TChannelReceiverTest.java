// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.testing.payload.Payloads;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TChannelReceiverTest {
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer,
      CollectorFixture.settings().writeTimeout(java.time.Duration.ofSeconds(5)),
      ReceiverKind.JAEGER_TCHANNEL);
  private Socket socket;
  private DataInputStream in;
  private DataOutputStream out;

  private record Frame(int type, int id, ByteBuffer payload) {}

  @BeforeEach
  void connect() throws IOException {
    socket =
        new Socket(InetAddress.getLoopbackAddress(), collector.port(ReceiverKind.JAEGER_TCHANNEL));
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    CollectorFixture.eventually(collector::accountsAddUp);
    collector.close();
  }

  private Frame receive() throws IOException {
    int size = in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.skipNBytes(1);
    int id = in.readInt();
    in.skipNBytes(8);
    return new Frame(type, id, ByteBuffer.wrap(in.readNBytes(size - 16)));
  }

  private void send(int type, int id, byte[] payload) throws IOException {
    out.writeShort(16 + payload.length);
    out.writeByte(type);
    out.writeByte(0);
    out.writeInt(id);
    out.writeLong(0);
    out.write(payload);
    out.flush();
  }

  private void init() throws IOException {
    send(TChannelFrame.INIT_REQUEST, 1, new byte[] {0, 2, 0, 0});
    Frame answer = receive();
    assertThat(answer.type()).isEqualTo(TChannelFrame.INIT_RESPONSE);
    assertThat(answer.payload().getShort()).isEqualTo((short) 2);
  }

  private static byte[] call(String scheme, String method, byte[] arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream payload = new DataOutputStream(bytes);
    payload.writeByte(0);
    payload.writeInt(1000);
    payload.write(new byte[25]);
    payload.writeByte(1);
    payload.writeByte('s');
    payload.writeByte(1);
    payload.writeByte(2);
    payload.writeBytes("as");
    payload.writeByte(scheme.length());
    payload.writeBytes(scheme);
    payload.writeByte(0);
    payload.writeShort(method.length());
    payload.writeBytes(method);
    payload.writeShort(2);
    payload.writeShort(0);
    payload.writeShort(arguments.length);
    payload.write(arguments);
    return bytes.toByteArray();
  }

  @Test
  void takesWhatARealAgentSends() throws IOException {
    byte[] stream = Payloads.group("tchannel/agent-1.14").payloads().stream()
        .filter(payload -> payload.file().endsWith("client-to-server.bin"))
        .findFirst()
        .orElseThrow()
        .bytes();
    out.write(stream);
    assertThat(receive().type()).isEqualTo(TChannelFrame.INIT_RESPONSE);
    List<Integer> answered = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Frame frame = receive();
      assertThat(frame.type()).isEqualTo(TChannelFrame.CALL_RESPONSE);
      assertThat(frame.payload().get(1)).isZero();
      answered.add(frame.id());
    }
    assertThat(answered).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
    assertThat(writer.spanCount()).isEqualTo(5 + 5 + 3 + 3 + 400 + 25);
    SpanBatch same = decodedDatagram();
    assertThat(writer.taken()).contains(same);
  }

  private static SpanBatch decodedDatagram() {
    byte[] datagram =
        Payloads.group("udp-compact/java-128bit").payloads().get(0).bytes();
    try {
      return JaegerAgentMessage.decodeCompact(ByteBuffer.wrap(datagram), DecodeLimits.DEFAULT);
    } catch (io.tracingonsls.wire.DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answersPings_health_andSampling() throws IOException {
    init();
    send(TChannelFrame.PING_REQUEST, 9, new byte[0]);
    Frame pong = receive();
    assertThat(pong.type()).isEqualTo(TChannelFrame.PING_RESPONSE);
    assertThat(pong.id()).isEqualTo(9);
    send(TChannelFrame.CALL_REQUEST, 10, call("thrift", "Meta::health", new byte[] {0}));
    assertThat(receive().type()).isEqualTo(TChannelFrame.CALL_RESPONSE);
    byte[] service = {11, 0, 1, 0, 0, 0, 1, 'x', 0};
    send(
        TChannelFrame.CALL_REQUEST,
        11,
        call("thrift", "SamplingManager::getSamplingStrategy", service));
    Frame sampling = receive();
    assertThat(sampling.type()).isEqualTo(TChannelFrame.CALL_RESPONSE);
    ByteBuffer payload = sampling.payload();
    double rate = payload.getDouble(payload.limit() - 11);
    assertThat(rate).isEqualTo(0.001);
  }

  @Test
  void answersWithErrors_andGoesOn() throws IOException {
    init();
    send(TChannelFrame.CALL_REQUEST, 2, call("thrift", "Other::method", new byte[] {0}));
    assertError(receive(), 2, 6);
    send(TChannelFrame.CALL_REQUEST, 3, call("json", "Collector::submitBatches", new byte[] {0}));
    assertError(receive(), 3, 6);
    send(TChannelFrame.CALL_REQUEST, 4, call("thrift", "Collector::submitBatches", new byte[] {
      15, 0, 1, 12, 127, -1, -1, -1
    }));
    assertError(receive(), 4, 6);
    send(TChannelFrame.CALL_REQUEST, 5, new byte[] {0, 1});
    assertError(receive(), 5, 6);
    byte[] wrongSum = call("thrift", "Meta::health", new byte[] {0});
    wrongSum[1 + 4 + 25 + 2 + 1 + 3 + 7] = 0;
    send(TChannelFrame.CALL_REQUEST_CONTINUE, 77, new byte[] {0, 0});
    send(TChannelFrame.PING_REQUEST, 78, new byte[0]);
    assertThat(receive().id()).isEqualTo(78);
  }

  @Test
  void saysBusy_whenStorageIsAway() throws IOException {
    init();
    writer.failWith(StorageError.UNAVAILABLE);
    byte[] arguments = arguments();
    send(TChannelFrame.CALL_REQUEST, 2, call("thrift", "Collector::submitBatches", arguments));
    assertError(receive(), 2, 3);
    writer.succeed();
    send(TChannelFrame.CALL_REQUEST, 3, call("thrift", "Collector::submitBatches", arguments));
    assertThat(receive().type()).isEqualTo(TChannelFrame.CALL_RESPONSE);
  }

  private static byte[] arguments() throws IOException {
    byte[] batch = io.tracingonsls.wire.jaeger.JaegerThrift.encodeBatch(
        io.tracingonsls.collector.TestSpans.resource("s", 2));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {15, 0, 1, 12, 0, 0, 0, 1});
    bytes.write(batch);
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static void assertError(Frame frame, int id, int code) {
    assertThat(frame.type()).isEqualTo(TChannelFrame.ERROR);
    assertThat(frame.id()).isEqualTo(id);
    assertThat((int) frame.payload().get(0)).isEqualTo(code);
    byte[] rest = new byte[frame.payload().remaining() - 28];
    frame.payload().position(28).get(rest);
    assertThat(new String(rest, StandardCharsets.UTF_8)).isNotEmpty().doesNotContain("Exception");
  }

  @Test
  void closesConnectionsThatDoNotStartWithInit() throws IOException {
    send(TChannelFrame.PING_REQUEST, 1, new byte[0]);
    assertThat(receive().type()).isEqualTo(TChannelFrame.ERROR);
    assertThat(in.read()).isNegative();
  }

  @Test
  void survivesRandomBytes() throws IOException {
    Random random = new Random(Long.getLong("tests.seed", 13L));
    byte[] good = call("thrift", "Collector::submitBatches", arguments());
    for (int i = 0; i < 200; i++) {
      try (Socket fresh = new Socket(
          InetAddress.getLoopbackAddress(), collector.port(ReceiverKind.JAEGER_TCHANNEL))) {
        fresh.setSoTimeout(10_000);
        DataOutputStream stream = new DataOutputStream(fresh.getOutputStream());
        stream.write(new byte[] {0, 20, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0});
        byte[] bytes = good.clone();
        for (int flips = random.nextInt(5); flips >= 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        stream.writeShort(16 + bytes.length);
        stream.writeInt(0x03000000);
        stream.writeShort(2);
        stream.writeLong(0);
        stream.write(bytes);
        fresh.shutdownOutput();
        fresh.getInputStream().readAllBytes();
      } catch (java.net.SocketException e) {
        // The server may cut a connection with unread bytes.
      }
    }
    init();
  }
}
