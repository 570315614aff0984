// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What collectors share for adaptive sampling: how much each of them saw in a window of time, and the probabilities that follow from it.
 * Windows are told apart by their starts. Tenants are not told apart. Blocking, thread-safe.
 *
 * <p>Writing the same again does no harm: a row takes the place of an equal writer's equal row. {@code Iterable}s are gone through once and
 * should give the operations of one service one after the other.
 */
public interface SamplingStore {
  /** Creates what is missing and waits until it can be used. */
  void prepare(ReadContext context);

  /**
   * Stores what one collector saw in one window.
   *
   * @param collector identity of the writer, another one after each start
   */
  void writeThroughput(
      long windowStartSeconds, String collector, Iterable<Throughput> rows, ReadContext context);

  /** Gives what all collectors have seen in the window; rows of one operation come from different collectors. */
  void readThroughput(long windowStartSeconds, ReadContext context, Consumer<Throughput> rows);

  /** Stores what the collector has computed from the window. */
  void writeProbabilities(
      long windowStartSeconds, String collector, Iterable<Probability> rows, ReadContext context);

  /**
   * Whose probabilities of the window hold: those of the first collector by name of all that have written theirs completely. Null when there
   * are none.
   */
  @Nullable
  String author(long windowStartSeconds, ReadContext context);

  /** Gives the probabilities that {@link #author} has written. */
  void readProbabilities(
      long windowStartSeconds, String author, ReadContext context, Consumer<Probability> rows);

  /**
   * Root spans of an operation that one collector saw in one window.
   *
   * @param count those that were sampled by probability; 0 when there were only such as a lower bound let through
   * @param probabilities the different probabilities that the clients said they had applied
   */
  record Throughput(String service, String operation, long count, List<Double> probabilities) {
    public Throughput {
      probabilities = List.copyOf(probabilities);
    }
  }

  /**
   * How an operation is sampled from the window on.
   *
   * @param idleWindows windows since the last that had spans of the operation
   * @param samplesPerSecond of the latest windows that had some, the latest first
   */
  record Probability(
      String service,
      String operation,
      double probability,
      int idleWindows,
      List<Double> samplesPerSecond) {
    public Probability {
      samplesPerSecond = List.copyOf(samplesPerSecond);
    }
  }
}
