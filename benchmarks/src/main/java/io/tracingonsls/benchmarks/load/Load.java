// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Connections with their bodies, which send a number of spans together as often as asked. */
final class Load {
  /** UDP has no answers to wait for: unless a rate is given, this one leaves the receiver room. */
  private static final long UDP_RATE = 20_000;

  private final Sender.Opener opener;
  private final Profile profile;
  private final List<List<SpanBody>> bodies = new ArrayList<>();
  private final AtomicLong nextLow = new AtomicLong(1);
  /** Ids of real clients are random: most begin with a digit that is not zero. */
  private final long high = new SplittableRandom(Clock.systemUTC().millis()).nextLong();

  private final StartTimes times;
  private final long rate;
  private final Ledger ledger;

  /** What came of one sending. */
  record Outcome(long spans, double seconds, Latencies latencies, Map<String, Long> statuses) {}

  /** {@code rate} in spans per second, 0: as fast as answers come. */
  Load(
      Protocol protocol,
      boolean gzip,
      int port,
      Profile profile,
      StartTimes times,
      long rate,
      Ledger ledger) {
    this.opener = () -> Connection.open(protocol, port, gzip);
    this.profile = profile;
    this.times = times;
    this.rate = rate == 0 && protocol.carrier() == Protocol.Carrier.UDP ? UDP_RATE : rate;
    this.ledger = ledger;
  }

  /** Makes the bodies of so many connections; each its own, because they are patched. */
  void prepare(Encoding encoding, int connections, int bodiesEach, long seed) {
    for (int c = 0; c < connections; c++) {
      SampleSpans spans = new SampleSpans(profile, seed + c, c * bodiesEach);
      List<SpanBody> own = new ArrayList<>();
      for (int i = 0; i < bodiesEach; i++) {
        own.add(new SpanBody(encoding, spans.next(), profile));
      }
      bodies.add(own);
    }
  }

  double bytesPerSpan() {
    return bodies.get(0).get(0).bytes().length / (double) profile.spansPerRequest();
  }

  Outcome send(long spans) throws InterruptedException {
    AtomicLong budget = new AtomicLong(spans);
    long pace = rate == 0 ? 0 : 1_000_000_000L * profile.spansPerRequest() * bodies.size() / rate;
    long before = ledger.spans();
    long begin = System.nanoTime();
    List<Sender> senders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (List<SpanBody> own : bodies) {
      Sender sender = new Sender(opener, own, budget, nextLow, high, times, pace, ledger);
      senders.add(sender);
      Thread thread = new Thread(sender, "sender-" + threads.size());
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Latencies latencies = new Latencies();
    Map<String, Long> statuses = new TreeMap<>();
    for (Sender sender : senders) {
      latencies.addAll(sender.latencies());
      sender.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
      if (sender.failure() != null) {
        statuses.merge(sender.failure().toString(), 1L, Long::sum);
      }
    }
    return new Outcome(ledger.spans() - before, seconds, latencies, statuses);
  }
}
