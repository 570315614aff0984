// SPDX-License-Identifier: Apache-2.0
import com.twitter.zipkin.thriftjava.Annotation;
import com.twitter.zipkin.thriftjava.Endpoint;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TBase;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/**
 * A client of an agent, with the classes that Jaeger's clients use. {@code send compact binary zipkin first count micros}: datagrams of one
 * span each to the three ports in turn, trace ids from {@code first}, so many microseconds apart. {@code stored query first count}: prints how
 * many of these traces the query server has.
 */
final class AgentCheck {
  private AgentCheck() {}

  public static void main(String[] arguments) throws Exception {
    int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    if (arguments[0].equals("send")) {
      send(numbers);
    } else {
      System.out.println(stored(numbers[0], numbers[1], numbers[2]));
    }
  }

  private static void send(int[] numbers) throws Exception {
    int[] ports = {numbers[0], numbers[1], numbers[2]};
    int first = numbers[3];
    int count = numbers[4];
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        byte[] datagram =
            switch (i % 3) {
              case 0 -> jaeger(first + i, true);
              case 1 -> jaeger(first + i, false);
              default -> zipkin(first + i);
            };
        socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), ports[i % 3]));
        Thread.sleep(numbers[5] / 1_000, numbers[5] % 1_000 * 1_000);
      }
    }
  }

  private static byte[] jaeger(long id, boolean compact) throws Exception {
    Span span = new Span(id, 0, id, 0, "through-an-agent", 1, System.currentTimeMillis() * 1_000, 1_500);
    TMemoryBuffer buffer = new TMemoryBuffer(1_000);
    TProtocol out = compact ? new TCompactProtocol(buffer) : new TBinaryProtocol(buffer);
    return message("emitBatch", new Agent.emitBatch_args(new Batch(new Process("by-agent"), List.of(span))), out, buffer);
  }

  private static byte[] zipkin(long id) throws Exception {
    long now = System.currentTimeMillis() * 1_000;
    Endpoint host = new Endpoint(0x7f000001, (short) 80, "by-agent");
    Annotation received = new Annotation(now, "sr").setHost(host);
    Annotation sent = new Annotation(now + 1_500, "ss").setHost(host);
    com.twitter.zipkin.thriftjava.Span span =
        new com.twitter.zipkin.thriftjava.Span(id, "through-an-agent", id, List.of(received, sent), List.of());
    TMemoryBuffer buffer = new TMemoryBuffer(1_000);
    return message("emitZipkinBatch", new Agent.emitZipkinBatch_args(List.of(span)), new TCompactProtocol(buffer), buffer);
  }

  private static byte[] message(String method, TBase<?, ?> arguments, TProtocol out, TMemoryBuffer buffer) throws Exception {
    out.writeMessageBegin(new TMessage(method, TMessageType.ONEWAY, 1));
    arguments.write(out);
    out.writeMessageEnd();
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  /** Asks until all are there or two seconds have brought no further one. */
  private static int stored(int queryPort, int first, int count) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    boolean[] there = new boolean[count];
    int found = 0;
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (found < count && System.nanoTime() < deadline) {
      for (int i = 0; i < count; i++) {
        String url = "http://127.0.0.1:" + queryPort + "/api/traces/" + Integer.toHexString(first + i);
        if (!there[i] && client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
            .body().contains("through-an-agent")) {
          there[i] = true;
          found++;
          deadline = System.nanoTime() + 2_000_000_000L;
        }
      }
    }
    return found;
  }
}
