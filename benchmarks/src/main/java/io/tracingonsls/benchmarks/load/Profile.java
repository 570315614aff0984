// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

/**
 * What a span of a load looks like.
 *
 * @param attributes per span, the last of them an integer
 * @param keys attribute keys to choose from
 * @param values values per key to choose from
 */
record Profile(
    int services,
    int operations,
    int spansPerTrace,
    int spansPerRequest,
    int attributes,
    int keys,
    int values) {
  /** The base profile: 100 spans per request, 11 attributes out of 97 keys × 1000 values. */
  static final Profile P1 = new Profile(10, 50, 10, 100, 11, 97, 1_000);

  /** One span per request: what a side-car without batching sends. */
  static final Profile P3 = new Profile(10, 50, 1, 1, 11, 97, 1_000);

  /** Many services with many operations. */
  static final Profile P5 = new Profile(2_000, 200, 10, 100, 11, 97, 1_000);

  static Profile named(String name) {
    return switch (name) {
      case "P1" -> P1;
      case "P3" -> P3;
      case "P5" -> P5;
      default ->
        throw new IllegalArgumentException("profile: " + name + " (expected: P1, P3 or P5)");
    };
  }
}
