// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps everything, by window and collector. */
public final class MemorySamplingStore implements SamplingStore {
  private final Map<Long, SortedMap<String, List<Throughput>>> throughput = new HashMap<>();
  private final Map<Long, SortedMap<String, List<Probability>>> probabilities = new HashMap<>();

  @Override
  public void prepare(ReadContext context) {}

  @Override
  public synchronized void writeThroughput(
      long windowStartSeconds, String collector, Iterable<Throughput> rows, ReadContext context) {
    put(throughput, windowStartSeconds, collector, rows);
  }

  @Override
  public void readThroughput(
      long windowStartSeconds, ReadContext context, Consumer<Throughput> rows) {
    List<Throughput> found = new ArrayList<>();
    synchronized (this) {
      of(throughput, windowStartSeconds).values().forEach(found::addAll);
    }
    found.forEach(rows);
  }

  @Override
  public synchronized void writeProbabilities(
      long windowStartSeconds, String collector, Iterable<Probability> rows, ReadContext context) {
    put(probabilities, windowStartSeconds, collector, rows);
  }

  @Override
  public synchronized @Nullable String author(long windowStartSeconds, ReadContext context) {
    SortedMap<String, List<Probability>> sets = of(probabilities, windowStartSeconds);
    return sets.isEmpty() ? null : sets.firstKey();
  }

  @Override
  public void readProbabilities(
      long windowStartSeconds, String author, ReadContext context, Consumer<Probability> rows) {
    List<Probability> found;
    synchronized (this) {
      found = of(probabilities, windowStartSeconds).getOrDefault(author, List.of());
    }
    found.forEach(rows);
  }

  private static <T> void put(
      Map<Long, SortedMap<String, List<T>>> all, long window, String collector, Iterable<T> rows) {
    List<T> copy = new ArrayList<>();
    rows.forEach(copy::add);
    if (!copy.isEmpty()) {
      all.computeIfAbsent(window, start -> new TreeMap<>()).put(collector, List.copyOf(copy));
    }
  }

  private static <T> SortedMap<String, List<T>> of(
      Map<Long, SortedMap<String, List<T>>> all, long window) {
    return all.getOrDefault(window, new TreeMap<>());
  }
}
