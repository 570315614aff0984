// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracingonsls.storage.SamplingStore.Probability;
import io.tracingonsls.storage.SamplingStore.Throughput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of adaptive sampling. One row holds many operations of one service, because a row for each would cost several times as many bytes and
 * calls. A row's time is the start of its window, so that a window is read by time alone.
 *
 * <p>Field {@code operations} is a JSON array with an array for each operation: {@code [name, count, probability…]} where {@code kind} is
 * {@code throughput}, {@code [name, probability, idleWindows, samplesPerSecond…]} where it is {@code probabilities}. Rows that cannot be
 * read are left out.
 */
public final class SamplingRows {
  /** The field that says what a row holds. */
  public static final String KIND = "kind";

  /** What one collector saw. */
  public static final String THROUGHPUT = "throughput";

  /** What one collector computed. */
  public static final String PROBABILITIES = "probabilities";

  public static final String COLLECTOR = "collector";
  public static final String PART = "part";
  public static final String PARTS = "parts";
  static final String SERVICE = "service_name";
  static final String OPERATIONS = "operations";

  private static final JsonFactory JSON = new JsonFactory();

  private SamplingRows() {}

  /** The index of the Logstore. */
  public static String indexJson() {
    return IndexJson.sampling();
  }

  /** Gives the throughput that a row holds. */
  public static void throughput(SamplingRow row, Consumer<Throughput> rows) {
    each(row, (name, numbers) -> {
      if (!numbers.isEmpty()) {
        long count = numbers.get(0).longValue();
        rows.accept(new Throughput(row.service(), name, count, doubles(numbers, 1)));
      }
    });
  }

  /** Gives the probabilities that a row holds. */
  public static void probabilities(SamplingRow row, Consumer<Probability> rows) {
    each(row, (name, numbers) -> {
      if (numbers.size() > 1) {
        rows.accept(new Probability(
            row.service(),
            name,
            numbers.get(0).doubleValue(),
            numbers.get(1).intValue(),
            doubles(numbers, 2)));
      }
    });
  }

  private static List<Double> doubles(List<Number> numbers, int from) {
    return numbers.subList(from, numbers.size()).stream()
        .map(Number::doubleValue)
        .toList();
  }

  private interface Operation {
    void accept(String name, List<Number> numbers);
  }

  private static void each(SamplingRow row, Operation action) {
    try (JsonParser parser = JSON.createParser(row.operations())) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return;
      }
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        String name = parser.nextTextValue();
        List<Number> numbers = new ArrayList<>(3);
        for (JsonToken token = parser.nextToken();
            token != null && token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          if (token.isNumeric()) {
            numbers.add(parser.getNumberValue());
          }
        }
        if (name != null) {
          action.accept(name, numbers);
        }
      }
    } catch (IOException unreadable) {
      // Written by somebody else, or cut: what was readable has been given.
      return;
    }
  }
}
