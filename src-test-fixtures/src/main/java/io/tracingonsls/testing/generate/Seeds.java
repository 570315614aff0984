// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import java.util.SplittableRandom;

/** The seed and the number of rounds of this test run. */
public final class Seeds {
  private static final long RUN_SEED = runSeed();

  private Seeds() {}

  /** The seed of this run: {@code -Dtests.seed} hexadecimal, as failures print it, else a random one. One value per JVM. */
  public static long run() {
    return RUN_SEED;
  }

  /** A seed for one test: differs between tests, and repeats when the run's seed does. */
  public static long of(String testName) {
    long mixed = RUN_SEED;
    for (int i = 0; i < testName.length(); i++) {
      mixed = mixed * 0x9E3779B97F4A7C15L + testName.charAt(i);
    }
    return new SplittableRandom(mixed).nextLong();
  }

  /** How often a randomised test repeats: {@code -Dtests.iters}, else {@code usual}. */
  public static int rounds(int usual) {
    String text = System.getProperty("tests.iters", "");
    return text.isBlank() ? usual : Integer.parseInt(text.strip());
  }

  /** What to add to a command line to get the same values again. */
  public static String reproduceWith() {
    return "-Dtests.seed=" + Long.toHexString(RUN_SEED);
  }

  private static long runSeed() {
    String text = System.getProperty("tests.seed", "").strip();
    return text.isEmpty() ? new SplittableRandom().nextLong() : Long.parseUnsignedLong(text, 16);
  }
}
