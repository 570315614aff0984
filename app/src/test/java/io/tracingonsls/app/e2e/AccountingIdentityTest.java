// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * No span gets lost between the collector's metrics and the storage's, whatever happens: received + found in the spool = stored + queued + in
 * the spool + rejected + dropped + dead letters. Only the page that Prometheus reads is looked at.
 */
class AccountingIdentityTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final long PATIENCE_SECONDS = 30;
  private static final Fault REFUSED_FOR_GOOD =
      new Fault.Refuse(400, "PostBodyInvalid", "not a log group", true);

  @TempDir
  private Path dir;

  private long sent;
  private long traces;

  @BeforeEach
  void writeKeys() throws Exception {
    Files.writeString(dir.resolve("id"), LocalLogServiceExtension.KEY.id());
    Files.writeString(dir.resolve("secret"), LocalLogServiceExtension.KEY.secret());
  }

  @AfterEach
  void endOutage() {
    SERVICE.faults().clear();
  }

  private ProgramProcess start(boolean spool) throws Exception {
    return ProgramProcess.startServer(
        dir,
        Ports.anyFree(
            "all-in-one",
            "--data-dir=data",
            "--aliyun-log.project=spool-" + spool,
            "--aliyun-log.target=" + SERVICE.target(),
            "--aliyun-log.access-key-id-file=id",
            "--aliyun-log.access-key-secret-file=secret",
            "--aliyun-log.spool=" + spool,
            "--aliyun-log.spool-max-bytes=1048576",
            "--collector.write-timeout=1s"));
  }

  /** The page once nothing is queued, the books balance and the test's own wish is met. */
  private static MetricsPage balanced(ProgramProcess program, Predicate<MetricsPage> wanted)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      MetricsPage page = MetricsPage.of(program.url("Health, metrics"));
      if (in(page) == out(page) && queued(page) == 0 && wanted.test(page)) {
        return page;
      }
      assertThat(System.nanoTime())
          .as("in %d, out %d of %s", in(page), out(page), accounts(page))
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static String accounts(MetricsPage page) {
    return String.join(
        "\n",
        page.samples().stream()
            .filter(line -> line.contains("spans") || line.contains("dead_letters"))
            .toList());
  }

  private static long in(MetricsPage page) {
    return page.sum("jaeger_collector_spans_received_total")
        + page.sum("storage_sls_spool_untold_spans_total");
  }

  private static long out(MetricsPage page) {
    return page.sum("storage_sls_stored_spans_total")
        + queued(page)
        + page.sum("storage_sls_spool_spans")
        + ended(page, "rejected")
        + ended(page, "dropped")
        + page.sum("storage_sls_dead_letters_total");
  }

  private static long queued(MetricsPage page) {
    return page.sum("jaeger_collector_spans_queued");
  }

  private static long ended(MetricsPage page, String outcome) {
    return page.sum("jaeger_collector_spans_by_outcome_total", "outcome=\"" + outcome + "\"");
  }

  private OneTrace trace() {
    return new OneTrace(
        new TraceId(0xacc0_0000_0000_0000L, ++traces), Clock.systemUTC().millis() * 1_000);
  }

  private void sendByEveryProtocol(ProgramProcess program) throws Exception {
    for (SpanRoute route : SpanRoute.values()) {
      route.send(trace(), program);
      sent += 2;
    }
  }

  private static byte[] batch(Span... spans) {
    return JaegerThrift.encodeBatch(
        ResourceSpans.of(Resource.ofService("accounts", Attributes.empty()), List.of(spans)));
  }

  private static Span span(TraceId trace, String tag) {
    return Span.builder()
        .traceId(trace)
        .spanId(new SpanId(7))
        .name("counted")
        .startNanos(Clock.systemUTC().millis() * 1_000_000)
        .attributes(Attributes.builder().put("tag", tag).build())
        .build();
  }

  private static JaegerApi api(ProgramProcess program) throws Exception {
    return new JaegerApi(program.url("Send spans"), program.url("Look at traces"));
  }

  /** One without an id beside a good one, one too large, and three requests that hold no span. */
  private void sendBadOnes(ProgramProcess program) throws Exception {
    Span good = span(new TraceId(1, ++traces), "");
    Span large = span(new TraceId(1, ++traces), "x".repeat(2 << 20));
    assertThat(api(program).post(batch(good, span(TraceId.ZERO, "")))).isEqualTo(202);
    assertThat(api(program).post(batch(large))).isEqualTo(202);
    sent += 3;
    byte[] cut = batch(good);
    assertThat(api(program).post(Arrays.copyOf(cut, cut.length - 5))).isEqualTo(400);
    assertThat(api(program).post(new byte[0])).isEqualTo(400);
    SpanCarriers.udp(
        program.port("Jaeger Thrift compact over UDP"), "no span".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void spansAreAccountedFor_fromReceiverToDeadLetter_alsoAfterAKill() throws Exception {
    Faults faults = SERVICE.faults();
    try (ProgramProcess program = start(true)) {
      sendByEveryProtocol(program);
      sendBadOnes(program);
      MetricsPage calm = balanced(
          program,
          page -> page.sum("storage_sls_spool_spans") == 0
              && page.sum("jaeger_collector_spans_received_total") == sent);
      assertThat(ended(calm, "rejected")).isEqualTo(1);
      assertThat(calm.sum("jaeger_collector_spans_by_outcome_total", "reason=\"zero_trace_id\""))
          .isEqualTo(1);
      assertThat(calm.sum("storage_sls_stored_spans_total")).isEqualTo(sent - 1);
      assertThat(calm.sum("jaeger_collector_requests_refused_total")).isEqualTo(2);
      assertThat(calm.sum("jaeger_collector_udp_datagrams_total", "outcome=\"undecodable\""))
          .isEqualTo(1);

      faults.add(Call.WRITE, REFUSED_FOR_GOOD, Faults.ALWAYS);
      SpanRoute.OTLP_GRPC.send(trace(), program);
      balanced(program, page -> page.sum("storage_sls_dead_letters_total") == 2);

      faults.clear();
      faults.add(Call.ANY, Fault.busy(), Faults.ALWAYS);
      long before = sent;
      sendByEveryProtocol(program);
      balanced(program, page -> page.sum("storage_sls_spool_spans") == sent - before);
      sendUntilFull(program);
      MetricsPage full = balanced(program, page -> ended(page, "dropped") > 0);
      assertThat(full.sum("jaeger_collector_spans_dropped_total"))
          .isEqualTo(ended(full, "dropped"));
      long left = full.sum("storage_sls_spool_spans");
      program.kill();
      try (ProgramProcess next = start(true)) {
        balanced(next, page -> page.sum("storage_sls_spool_spans") == left);
        faults.clear();
        MetricsPage drained =
            balanced(next, page -> page.sum("storage_sls_stored_spans_total") == left);
        assertThat(drained.sum("jaeger_collector_spans_received_total")).isZero();
        assertThat(drained.sum("storage_sls_spool_untold_spans_total", "cause=\"restart\""))
            .isEqualTo(left);
      }
    }
  }

  private static void sendUntilFull(ProgramProcess program) throws Exception {
    byte[] noise = new byte[150_000];
    new SplittableRandom(1).nextBytes(noise);
    byte[] batch = batch(span(new TraceId(2, 2), Base64.getEncoder().encodeToString(noise)));
    int status = 202;
    for (int i = 0; i < 100 && status == 202; i++) {
      status = api(program).post(batch);
    }
    assertThat(status).isEqualTo(503);
  }

  @Test
  void withoutSpool_sendersAreToldWhatIsNotStored() throws Exception {
    Faults faults = SERVICE.faults();
    try (ProgramProcess program = start(false)) {
      sendByEveryProtocol(program);
      sendBadOnes(program);
      balanced(program, page -> page.sum("storage_sls_stored_spans_total") == sent - 1);
      faults.add(Call.WRITE, REFUSED_FOR_GOOD, Faults.ALWAYS);
      assertThat(api(program).post(batch(span(new TraceId(3, 3), "")))).isBetween(202, 400);
      balanced(program, page -> ended(page, "rejected") == 2);
      faults.clear();
      faults.add(Call.WRITE, Fault.busy(), Faults.ALWAYS);
      assertThat(api(program).post(batch(span(new TraceId(4, 4), "")))).isEqualTo(503);
      balanced(program, page -> ended(page, "dropped") == 1);
      faults.clear();
      api(program).eventuallyAccepts(batch(span(new TraceId(5, 5), "")));
      balanced(program, page -> page.sum("storage_sls_stored_spans_total") >= sent);
    }
  }
}
