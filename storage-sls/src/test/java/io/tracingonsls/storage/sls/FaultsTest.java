// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.testing.contract.SpanMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong on the wire: nothing acknowledged is lost, nothing read is cut silently, errors say what to do. */
class FaultsTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();
  private TraceStorage storage;

  @BeforeEach
  void open() {
    storage = LocalStorages.open(SERVICE, "faults-project", "answer-timeout", "5s");
  }

  @AfterEach
  void close() {
    SERVICE.faults().clear();
    storage.close();
  }

  private List<TraceSpan> spans(TraceId id, int count) {
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = i * 1_000_000L;
      spans.add(
          maker.span("faulty", id, builder -> builder.startNanos(maker.baseNanos() + offset)));
    }
    return spans;
  }

  private WriteReceipt write(SpanBatch batch, Duration patience) throws Exception {
    try {
      return storage
          .spanWriter()
          .write(batch, new WriteContext("", Deadline.after(patience)))
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw (Exception) failed.getCause();
    }
  }

  private List<TraceSpan> fetch(TraceId id) {
    List<TraceSpan> found = new ArrayList<>();
    storage
        .spanReader()
        .fetch(
            TraceFetch.of(id),
            ReadContext.within(Duration.ofSeconds(30)),
            chunk -> found.addAll(chunk.spans()));
    return found;
  }

  @Test
  void incompleteAnswers_areAskedAgain() throws Exception {
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = spans(id, 250);
    write(SpanMaker.batch(spans), Duration.ofSeconds(30));
    SERVICE.faults().incomplete(2);
    assertThat(fetch(id)).containsExactlyInAnyOrderElementsOf(spans);
    assertThat(storage
            .spanReader()
            .findTraceIds(
                TraceQuery.of(
                    new TimeRange(maker.baseNanos() - 1, maker.baseNanos() + 60_000_000_000L), 100),
                ReadContext.within(Duration.ofSeconds(30))))
        .anyMatch(match -> match.traceId().equals(id));
  }

  @Test
  void incompleteForEver_isSaid() throws Exception {
    TraceId id = SpanMaker.traceId();
    write(SpanMaker.batch(spans(id, 3)), Duration.ofSeconds(30));
    SERVICE.faults().incomplete(1_000);
    List<String> warnings = new ArrayList<>();
    storage
        .spanReader()
        .fetch(
            TraceFetch.of(id),
            ReadContext.within(Duration.ofSeconds(2)).withWarnings(warnings::add),
            chunk -> {});
    assertThat(warnings).anyMatch(warning -> warning.contains("incomplete"));
  }

  @Test
  void refusedWrites_areRetriedUntilStored() throws Exception {
    TraceId id = SpanMaker.traceId();
    SERVICE.faults().add(Call.WRITE, Fault.quotaExceeded(), 1);
    SERVICE.faults().add(Call.WRITE, Fault.busy(), 2);
    SERVICE.faults().add(Call.WRITE, new Fault.Drop(), 1);
    List<TraceSpan> spans = spans(id, 10);
    assertThat(write(SpanMaker.batch(spans), Duration.ofSeconds(30)).accepted()).isEqualTo(10);
    assertThat(fetch(id)).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void lostAnswer_givesNoSpanTwice() throws Exception {
    TraceId id = SpanMaker.traceId();
    SERVICE.faults().add(Call.WRITE, new Fault.LoseAnswer(), 1);
    List<TraceSpan> spans = spans(id, 10);
    assertThat(write(SpanMaker.batch(spans), Duration.ofSeconds(30)).accepted()).isEqualTo(10);
    assertThat(fetch(id)).hasSize(10);
    assertThat(new HashSet<>(fetch(id))).isEqualTo(new HashSet<>(spans));
  }

  @Test
  void serviceThatIsAway_timesOutAndComesBack() throws Exception {
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = spans(id, 5);
    SERVICE.stop();
    try {
      assertThatThrownBy(() -> write(SpanMaker.batch(spans), Duration.ofMillis(500)))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.TIMED_OUT));
      Health health = storage.check();
      assertThat(health.up()).isFalse();
      assertThat(health.detail()).contains("could not be reached");
      assertThatThrownBy(
              () -> storage.catalogReader().services(ReadContext.within(Duration.ofSeconds(1))))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.error().retryable()).isTrue());
    } finally {
      SERVICE.restart();
    }
    assertThat(write(SpanMaker.batch(spans), Duration.ofSeconds(30)).accepted()).isEqualTo(5);
    assertThat(fetch(id)).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void wrongKey_isNamedWithoutTheSecret() {
    try (TraceStorage wrong = new LocalProvider()
        .open(
            LocalStorages.settings(
                SERVICE, "faults-project", "access-key-secret", "not-the-s3cret"),
            LocalStorages.CONTEXT)) {
      Health health = wrong.check();
      assertThat(health.up()).isFalse();
      assertThat(health.detail())
          .contains("credentials")
          .doesNotContain("not-the-s3cret")
          .doesNotContain(LocalLogServiceExtension.KEY.secret());
      assertThatThrownBy(() -> wrong.prepare(Duration.ofSeconds(5)))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.error()).isEqualTo(StorageError.UNAUTHORIZED));
    }
  }
}
