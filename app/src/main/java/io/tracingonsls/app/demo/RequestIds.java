// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import java.util.SplittableRandom;
import java.util.UUID;

/** Request ids in the form that Envoy makes: version 9, the traced variant of a random UUID. */
final class RequestIds {
  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_9 = 0x9000L;
  private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
  private static final long VARIANT_1 = 0x8000_0000_0000_0000L;

  private RequestIds() {}

  static String next(SplittableRandom random) {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_9;
    long low = (random.nextLong() & ~VARIANT_BITS) | VARIANT_1;
    return new UUID(high, low).toString();
  }
}
