// SPDX-License-Identifier: Apache-2.0
import com.twitter.zipkin.thriftjava.Annotation;
import com.twitter.zipkin.thriftjava.Endpoint;
import com.twitter.zipkin.thriftjava.ZipkinCollector;
import io.jaegertracing.thrift.sampling_manager.SamplingManager;
import com.uber.tchannel.api.SubChannel;
import com.uber.tchannel.api.TChannel;
import com.uber.tchannel.messages.ThriftRequest;
import com.uber.tchannel.messages.ThriftResponse;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Collector;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Uber's TChannel library as agents up to 1.10 used it. Arguments: the ports of the collector's TChannel listener and of the query server. */
final class TChannelCheck {
  private static final long START = System.currentTimeMillis() * 1000;

  private final SubChannel channel;
  private final int port;
  private final int queryPort;

  private TChannelCheck(SubChannel channel, int port, int queryPort) {
    this.channel = channel;
    this.port = port;
    this.queryPort = queryPort;
  }

  public static void main(String[] arguments) throws Exception {
    TChannel client = new TChannel.Builder("jaeger-agent").build();
    try {
      SubChannel channel = client.makeSubChannel("jaeger-collector");
      TChannelCheck check = new TChannelCheck(
          channel, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
      check.batches(1, 3);
      // Far more than a frame of 64 KiB: the call is continued in further frames.
      check.batches(2, 2_000);
      check.zipkin(3);
      check.sampling();
    } finally {
      client.shutdown(false);
    }
  }

  private <A, R> R call(String method, A arguments, Class<R> result) throws Exception {
    ThriftRequest<A> request = new ThriftRequest.Builder<A>("jaeger-collector", method)
        .setTimeout(20, TimeUnit.SECONDS)
        .setBody(arguments)
        .build();
    try (ThriftResponse<R> response =
        channel.<A, R>send(request, InetAddress.getLoopbackAddress(), port).get()) {
      expect(method + ": " + response, !response.isError());
      return response.getBody(result);
    }
  }

  private void batches(long trace, int spans) throws Exception {
    List<Span> all = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      Span span = new Span(trace, 0, 1 + i, i == 0 ? 0 : 1, "call-" + i, 1, START, 1000);
      all.add(span.setTags(List.of(new Tag("number", TagType.LONG).setVLong(i))));
    }
    Process process = new Process("tchannel-" + trace);
    Collector.submitBatches_result result = call(
        "Collector::submitBatches",
        new Collector.submitBatches_args(List.of(new Batch(process, all))),
        Collector.submitBatches_result.class);
    expect("answer " + result, result.getSuccess().size() == 1 && result.getSuccess().get(0).isOk());
    String found = read(trace, spans);
    expect("service", found.contains("\"serviceName\":\"tchannel-" + trace + "\""));
    expect("tag", found.contains("\"value\":" + (spans - 1) + "}"));
    System.out.println("ok   tchannel-core submitBatches, " + spans + " spans");
  }

  private void zipkin(long trace) throws Exception {
    Endpoint endpoint = new Endpoint(0x0a000001, (short) 80, "tchannel-zipkin");
    com.twitter.zipkin.thriftjava.Span span = new com.twitter.zipkin.thriftjava.Span(
        trace,
        "get",
        7,
        List.of(
            new Annotation(START, "sr").setHost(endpoint),
            new Annotation(START + 500, "ss").setHost(endpoint)),
        List.of());
    ZipkinCollector.submitZipkinBatch_result result = call(
        "ZipkinCollector::submitZipkinBatch",
        new ZipkinCollector.submitZipkinBatch_args(List.of(span)),
        ZipkinCollector.submitZipkinBatch_result.class);
    expect("answer " + result, result.getSuccess().size() == 1 && result.getSuccess().get(0).isOk());
    expect("service", read(trace, 1).contains("\"serviceName\":\"tchannel-zipkin\""));
    System.out.println("ok   tchannel-core submitZipkinBatch");
  }

  private void sampling() throws Exception {
    SamplingManager.getSamplingStrategy_result result = call(
        "SamplingManager::getSamplingStrategy",
        new SamplingManager.getSamplingStrategy_args("shop"),
        SamplingManager.getSamplingStrategy_result.class);
    double rate = result.getSuccess().getProbabilisticSampling().getSamplingRate();
    expect("rate " + rate, rate == 1);
    System.out.println("ok   tchannel-core getSamplingStrategy");
  }

  /** The trace's JSON once it has so many spans. */
  private String read(long trace, int spans) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + queryPort + "/api/traces/" + trace);
    HttpClient client = HttpClient.newHttpClient();
    String body = "";
    for (int attempt = 0; attempt < 100; attempt++) {
      body = client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
      if (body.split("\"operationName\":", -1).length - 1 == spans) {
        return body;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("trace " + trace + ": " + body.substring(0, Math.min(500, body.length())));
  }

  private static void expect(String what, boolean holds) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
