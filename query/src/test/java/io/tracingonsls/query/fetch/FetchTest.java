// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.adjust.TraceAdjusters;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.testing.generate.TraceShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FetchTest {
  private static final ReadContext CONTEXT = ReadContext.within(Duration.ofSeconds(20));

  @Test
  void executor_refusesWhatDoesNotFit() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    try (QueryExecutor executor = new QueryExecutor("test", 1, 1)) {
      CompletableFuture<Integer> running = executor.submit(CONTEXT, () -> {
        started.countDown();
        release.await();
        return 1;
      });
      await(started);
      CompletableFuture<Integer> waiting = executor.submit(CONTEXT, () -> 2);
      CompletableFuture<Integer> refused = executor.submit(CONTEXT, () -> 3);
      assertThatThrownBy(refused::join).hasRootCauseInstanceOf(OverloadedException.class);
      release.countDown();
      assertThat(running.join()).isEqualTo(1);
      assertThat(waiting.join()).isEqualTo(2);
    }
  }

  @Test
  void executor_doesNotStartWhatNobodyAwaits() {
    AtomicInteger runs = new AtomicInteger();
    try (QueryExecutor executor = new QueryExecutor("test", 1, 1)) {
      ReadContext late = ReadContext.within(Duration.ZERO);
      assertThatThrownBy(() -> executor.submit(late, runs::incrementAndGet).join())
          .hasRootCauseInstanceOf(StorageException.class);
      ReadContext unwanted = ReadContext.within(Duration.ofSeconds(5));
      unwanted.cancel().cancel();
      CompletableFuture<Integer> cancelled = executor.submit(unwanted, runs::incrementAndGet);
      assertThatThrownBy(cancelled::join).hasRootCauseInstanceOf(StorageException.class);
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void equalQuestions_shareOneRead() {
    SingleFlight<String, String> flights = new SingleFlight<>();
    AtomicInteger reads = new AtomicInteger();
    CompletableFuture<String> read = new CompletableFuture<>();
    List<SingleFlight.Share<String>> shares = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      shares.add(flights.ask("q", cancel -> {
        reads.incrementAndGet();
        return read;
      }));
    }
    assertThat(flights.size()).isEqualTo(1);
    read.complete("answer");
    assertThat(shares).allSatisfy(share -> assertThat(share.answer().join()).isEqualTo("answer"));
    assertThat(reads).hasValue(1);
    assertThat(flights.size()).isZero();
  }

  @Test
  void read_isCancelledByTheLastAsker() {
    SingleFlight<String, String> flights = new SingleFlight<>();
    AtomicReference<CancelFlag> flag = new AtomicReference<>();
    SingleFlight.Share<String> first = flights.ask("q", cancel -> {
      flag.set(cancel);
      return new CompletableFuture<>();
    });
    SingleFlight.Share<String> second =
        flights.ask("q", cancel -> CompletableFuture.completedFuture(""));
    first.leave();
    first.leave();
    assertThat(flag.get().cancelled()).isFalse();
    second.leave();
    assertThat(flag.get().cancelled()).isTrue();
    assertThat(flights
            .ask("q", cancel -> CompletableFuture.completedFuture("new"))
            .answer()
            .join())
        .isEqualTo("new");
  }

  @Test
  void failingStart_failsAllAskers() {
    SingleFlight<String, String> flights = new SingleFlight<>();
    assertThatThrownBy(() -> flights
            .ask("q", cancel -> {
              throw new IllegalStateException("no");
            })
            .answer()
            .join())
        .hasRootCauseMessage("no");
    assertThat(flights.size()).isZero();
  }

  @Test
  void askersAndLeavers_neverLoseAnAnswer() throws Exception {
    SingleFlight<Integer, Integer> flights = new SingleFlight<>();
    int threads = 8;
    CyclicBarrier barrier = new CyclicBarrier(threads);
    List<Thread> running = new ArrayList<>();
    AtomicInteger wrong = new AtomicInteger();
    for (int t = 0; t < threads; t++) {
      int number = t;
      Thread thread = new Thread(() -> {
        await(barrier);
        for (int i = 0; i < 2_000; i++) {
          int key = i % 3;
          SingleFlight.Share<Integer> share =
              flights.ask(key, cancel -> CompletableFuture.completedFuture(key));
          if ((i + number) % 4 == 0) {
            share.leave();
          } else if (share.answer().join() != key) {
            wrong.incrementAndGet();
          }
        }
      });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(flights.size()).isZero();
  }

  @Test
  void traces_areAssembledInRequestOrder() {
    MemoryTraceStorage storage = new MemoryTraceStorage();
    TraceShapes shapes = new TraceShapes(1);
    List<TraceId> ids = new ArrayList<>();
    for (int spans : new int[] {2_500, 1, 1_500}) {
      var batch = shapes.fanOut(spans);
      ids.add(batch.flatten().get(0).span().traceId());
      storage
          .spanWriter()
          .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(5))))
          .toCompletableFuture()
          .join();
    }
    TraceId unknown = new TraceId(1, 1);
    SpanBudget budget = new SpanBudget(3_000);
    List<TraceId> wanted = List.of(ids.get(2), unknown, ids.get(0), ids.get(2), TraceId.ZERO);
    List<Trace> found = new ArrayList<>();
    List<TraceId> missing = new TraceFetcher(storage, null, TraceAdjusters.NONE, budget)
        .lookUp(new TraceLookup(wanted, null, false), CONTEXT, found::add);

    assertThat(found).extracting(Trace::traceId).containsExactly(ids.get(2), ids.get(0));
    assertThat(found).extracting(trace -> trace.spans().size()).containsExactly(1_501, 2_501);
    assertThat(missing).containsExactly(unknown, TraceId.ZERO);
    assertThat(budget.held()).isZero();
    assertThat(found.get(0).spans())
        .isSortedAccordingTo((TraceSpan a, TraceSpan b) ->
            Long.compare(a.span().startNanos(), b.span().startNanos()));
  }

  @Test
  void moreSpansThanFit_areRefusedAndForgotten() {
    MemoryTraceStorage storage = new MemoryTraceStorage();
    var batch = new TraceShapes(2).fanOut(5_000);
    storage
        .spanWriter()
        .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(5))))
        .toCompletableFuture()
        .join();
    TraceId id = batch.flatten().get(0).span().traceId();
    SpanBudget budget = new SpanBudget(4_000);
    TraceFetcher fetcher = new TraceFetcher(storage, null, TraceAdjusters.NONE, budget);
    assertThatThrownBy(() -> fetcher.lookUp(TraceLookup.of(id, true), CONTEXT, trace -> {}))
        .isInstanceOf(OverloadedException.class);
    assertThat(budget.held()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
