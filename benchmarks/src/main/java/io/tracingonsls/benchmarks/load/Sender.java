// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection that sends bodies until the shared budget of spans is used up. Runs on a thread of its own. */
final class Sender implements Runnable {
  /** Opens the connection on the sender's thread. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws IOException;
  }

  private final Opener opener;
  private final List<SpanBody> bodies;
  private final AtomicLong budget;
  private final AtomicLong nextLow;
  private final long high;
  private final StartTimes times;
  private final long nanosPerRequest;
  private final Ledger ledger;
  private final Latencies latencies = new Latencies();
  private final Map<String, Long> statuses = new TreeMap<>();
  private @Nullable IOException failure;

  /**
   * Makes a sender.
   *
   * @param budget spans still to be acknowledged by all senders together
   * @param nextLow the next unused low half of a trace id
   * @param times when the spans of a body start
   * @param nanosPerRequest pace of this connection; 0 means as fast as answers come
   */
  Sender(
      Opener opener,
      List<SpanBody> bodies,
      AtomicLong budget,
      AtomicLong nextLow,
      long high,
      StartTimes times,
      long nanosPerRequest,
      Ledger ledger) {
    this.opener = opener;
    this.bodies = bodies;
    this.budget = budget;
    this.nextLow = nextLow;
    this.high = high;
    this.times = times;
    this.nanosPerRequest = nanosPerRequest;
    this.ledger = ledger;
  }

  @Override
  public void run() {
    try (Connection connection = opener.open()) {
      long due = System.nanoTime();
      for (int i = 0; budget.get() > 0; i = (i + 1) % bodies.size()) {
        send(connection, bodies.get(i));
        due += nanosPerRequest;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (IOException broken) {
      failure = broken;
    }
  }

  private void send(Connection connection, SpanBody body) throws IOException {
    long low = nextLow.getAndAdd(body.traces());
    body.patch(high, low, times.micros(low * body.spans() / body.traces()));
    long begin = System.nanoTime();
    String status = connection.send(body.bytes());
    latencies.add(System.nanoTime() - begin);
    statuses.merge(status, 1L, Long::sum);
    if (status.equals(Connection.ACCEPTED)) {
      budget.addAndGet(-body.spans());
      ledger.acknowledged(new Ledger.Entry(high, low, body.traces(), body.spans() / body.traces()));
    } else {
      LockSupport.parkNanos(50_000_000);
    }
  }

  Latencies latencies() {
    return latencies;
  }

  Map<String, Long> statuses() {
    return statuses;
  }

  @Nullable
  IOException failure() {
    return failure;
  }
}
