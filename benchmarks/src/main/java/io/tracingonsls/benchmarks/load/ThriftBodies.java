// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.util.SplittableRandom;

/** Encodes Jaeger Thrift batches of a profile: one process each, traces of one root with children. */
final class ThriftBodies {
  private static final int TAG_STRING = 0;
  private static final int TAG_LONG = 3;

  private final Profile profile;
  private final SplittableRandom random;

  ThriftBodies(Profile profile, long seed) {
    this.profile = profile;
    this.random = new SplittableRandom(seed);
  }

  SpanBody next() {
    int spans = profile.spansPerRequest();
    int[] lows = new int[spans];
    int[] highs = new int[spans];
    int[] starts = new int[spans];
    long[] offsets = new long[spans];
    ThriftOut out = new ThriftOut();
    out.field(ThriftOut.STRUCT, 1);
    process(out, "service-" + random.nextInt(profile.services()));
    out.list(2, ThriftOut.STRUCT, spans);
    long root = 0;
    for (int i = 0; i < spans; i++) {
      boolean isRoot = i % profile.spansPerTrace() == 0;
      long id = random.nextLong() | 1;
      offsets[i] = isRoot ? 0 : random.nextInt(1_000, 90_000);
      lows[i] = out.i64(1, 0);
      highs[i] = out.i64(2, 0);
      out.i64(3, id);
      out.i64(4, isRoot ? 0 : root);
      out.string(5, "operation-" + random.nextInt(profile.operations()));
      out.i32(7, 1);
      starts[i] = out.i64(8, 0);
      out.i64(9, isRoot ? 100_000 : random.nextInt(100, 10_000));
      tags(out);
      out.stop();
      root = isRoot ? id : root;
    }
    out.stop();
    return new SpanBody(out.toByteArray(), lows, highs, starts, offsets, profile.spansPerTrace());
  }

  private void process(ThriftOut out, String service) {
    out.string(1, service);
    out.list(2, ThriftOut.STRUCT, 2);
    stringTag(out, "hostname", "host-" + service);
    stringTag(out, "ip", "10.0.0." + random.nextInt(250));
    out.stop();
  }

  private void tags(ThriftOut out) {
    out.list(10, ThriftOut.STRUCT, profile.attributes());
    int first = random.nextInt(profile.keys());
    for (int i = 0; i < profile.attributes(); i++) {
      int key = (first + i * 7) % profile.keys();
      if (i == profile.attributes() - 1) {
        out.string(1, "number.key." + key);
        out.i32(2, TAG_LONG);
        out.i64(6, random.nextInt(profile.values()));
        out.stop();
      } else {
        stringTag(
            out, "attribute.key." + key, "value-" + key + "-" + random.nextInt(profile.values()));
      }
    }
  }

  private static void stringTag(ThriftOut out, String key, String value) {
    out.string(1, key);
    out.i32(2, TAG_STRING);
    out.string(3, value);
    out.stop();
  }
}
