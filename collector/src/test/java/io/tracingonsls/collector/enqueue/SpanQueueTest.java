// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.enqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpanQueueTest {
  private static PendingBatch batch(long bytes) {
    return new PendingBatch(TestSpans.batch(2), "", bytes, Deadline.after(Duration.ofMinutes(1)));
  }

  @Test
  void admitsUpToItsBytes_andFreesThemOnRelease() throws InterruptedException {
    SpanQueue queue = new SpanQueue(100);
    PendingBatch first = batch(60);
    assertThat(queue.offer(first)).isEqualTo(Admission.ADMITTED);
    assertThat(queue.offer(batch(41))).isEqualTo(Admission.FULL);
    assertThat(queue.offer(batch(40))).isEqualTo(Admission.ADMITTED);
    assertThat(queue.take(0)).isSameAs(first);
    assertThat(queue.offer(batch(1))).isEqualTo(Admission.FULL);
    queue.release(first);
    assertThat(queue.offer(batch(60))).isEqualTo(Admission.ADMITTED);
    assertThat(queue.heldBytes()).isEqualTo(100);
    assertThat(queue.heldSpans()).isEqualTo(4);
  }

  @Test
  void admitsOneLargeBatch_whenEmpty() {
    SpanQueue queue = new SpanQueue(100);
    assertThat(queue.offer(batch(1000))).isEqualTo(Admission.ADMITTED);
    assertThat(queue.offer(batch(1))).isEqualTo(Admission.FULL);
  }

  @Test
  void refusesOffers_whenClosed_butGivesOutWhatItHas() throws InterruptedException {
    SpanQueue queue = new SpanQueue(100);
    PendingBatch inside = batch(10);
    queue.offer(inside);
    queue.close();
    assertThat(queue.offer(batch(1))).isEqualTo(Admission.CLOSED);
    assertThat(queue.take(1000)).isSameAs(inside);
    assertThat(queue.take(1000)).isNull();
    assertThat(queue.awaitEmpty(1)).isFalse();
    queue.release(inside);
    assertThat(queue.awaitEmpty(1000)).isTrue();
  }

  @Test
  void reportsExpiredBatchesOnce() {
    SpanQueue queue = new SpanQueue(100);
    PendingBatch late = new PendingBatch(TestSpans.batch(1), "", 1, Deadline.after(Duration.ZERO));
    PendingBatch answered =
        new PendingBatch(TestSpans.batch(1), "", 1, Deadline.after(Duration.ZERO));
    PendingBatch early = batch(1);
    queue.offer(answered);
    queue.offer(late);
    queue.offer(early);
    answered.succeed(WriteReceipt.stored(1));
    assertThat(queue.expired()).containsExactly(late);
    assertThat(queue.expired()).isEmpty();
    assertThat(queue.withdraw(late)).isTrue();
    assertThat(queue.withdraw(late)).isFalse();
  }

  @Test
  void agreesWithAPlainList() throws InterruptedException {
    long seed = Long.getLong("tests.seed", 3L);
    Random random = new Random(seed);
    SpanQueue queue = new SpanQueue(1000);
    Deque<PendingBatch> waiting = new ArrayDeque<>();
    List<PendingBatch> taken = new ArrayList<>();
    long held = 0;
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          PendingBatch batch = batch(random.nextInt(300));
          boolean fits = (waiting.isEmpty() && taken.isEmpty()) || held + batch.bytes() <= 1000;
          assertThat(queue.offer(batch))
              .as("seed %s", seed)
              .isEqualTo(fits ? Admission.ADMITTED : Admission.FULL);
          if (fits) {
            waiting.addLast(batch);
            held += batch.bytes();
          }
        }
        case 2 -> {
          PendingBatch batch = queue.take(0);
          assertThat(batch).isSameAs(waiting.pollFirst());
          if (batch != null && random.nextInt(5) == 0) {
            queue.putBack(batch);
            waiting.addFirst(batch);
          } else if (batch != null) {
            taken.add(batch);
          }
        }
        default -> {
          if (!taken.isEmpty()) {
            PendingBatch batch = taken.remove(random.nextInt(taken.size()));
            queue.release(batch);
            held -= batch.bytes();
          }
        }
      }
      assertThat(queue.heldBytes()).isEqualTo(held);
      assertThat(queue.waitingBatches()).isEqualTo(waiting.size());
    }
  }

  @Test
  void losesAndDoublesNothing_withManyThreads() throws InterruptedException {
    SpanQueue queue = new SpanQueue(5000);
    Set<PendingBatch> delivered = ConcurrentHashMap.newKeySet();
    AtomicInteger admitted = new AtomicInteger();
    AtomicInteger doubles = new AtomicInteger();
    CountDownLatch barrier = new CountDownLatch(1);
    List<Thread> producers = new ArrayList<>();
    List<Thread> consumers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      producers.add(new Thread(() -> produce(queue, barrier, admitted)));
      consumers.add(new Thread(() -> consume(queue, delivered, doubles)));
    }
    producers.forEach(Thread::start);
    consumers.forEach(Thread::start);
    barrier.countDown();
    for (Thread producer : producers) {
      producer.join();
    }
    assertThat(queue.awaitEmpty(20_000)).isTrue();
    queue.close();
    for (Thread consumer : consumers) {
      consumer.join();
    }
    assertThat(delivered).hasSize(admitted.get());
    assertThat(doubles).hasValue(0);
    assertThat(queue.heldBytes()).isZero();
  }

  private static void produce(SpanQueue queue, CountDownLatch barrier, AtomicInteger admitted) {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      return;
    }
    for (int i = 0; i < 2000; i++) {
      if (queue.offer(batch(100)) == Admission.ADMITTED) {
        admitted.incrementAndGet();
      }
    }
  }

  private static void consume(SpanQueue queue, Set<PendingBatch> delivered, AtomicInteger doubles) {
    try {
      while (true) {
        PendingBatch batch = queue.take(20_000);
        if (batch == null) {
          return;
        }
        if (!delivered.add(batch)) {
          doubles.incrementAndGet();
        }
        queue.release(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
