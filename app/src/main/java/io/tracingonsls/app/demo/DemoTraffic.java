// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The traces of the book shop as a pure function of a seed and a second: asked twice, it answers the same. Thread-safe. */
public final class DemoTraffic {
  private static final long MICROS = 1_000_000L;

  private final long seed;

  public DemoTraffic(long seed) {
    this.seed = seed;
  }

  /** The traces that start in this second; may be none. */
  public List<SpanBatch> startingIn(long epochSecond) {
    SplittableRandom random = new SplittableRandom(mix(seed + mix(epochSecond)));
    Weather weather = Weather.at(epochSecond);
    List<SpanBatch> traces = new ArrayList<>();
    for (int visits = count(weather.visitsPerSecond(), random); visits > 0; visits--) {
      traces.add(new BookinfoVisit(random, weather).draw(moment(epochSecond, random)));
    }
    if (random.nextInt(12) == 0) {
      traces.addAll(new ReviewPosted(random).draw(moment(epochSecond, random)));
    }
    if (epochSecond % 120 == 0) {
      traces.add(OddShapes.deep(random, moment(epochSecond, random)));
    }
    if (epochSecond % 300 == 150) {
      traces.add(OddShapes.wide(random, moment(epochSecond, random)));
    }
    return traces;
  }

  /** MurmurHash3's finalizer: neighbouring seconds must not give neighbouring states, whose sequences would overlap. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  private static int count(double expected, SplittableRandom random) {
    int whole = (int) (expected * 2);
    return random.nextInt(whole + 2) - (random.nextDouble() < 0.3 ? 1 : 0);
  }

  private static long moment(long epochSecond, SplittableRandom random) {
    return epochSecond * MICROS + random.nextInt(1_000_000);
  }
}
