// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.fake;

import io.tracingonsls.storage.StorageMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds everything up by name, over all labels and also per label set. Thread-safe. */
public final class RecordingMetrics implements StorageMetrics {
  private final Map<String, Double> sums = new ConcurrentHashMap<>();

  /** Sum under {@code name}, or under {@code name{a=b,c=d}} with labels as counted; 0 if never counted. */
  public double sum(String key) {
    return sums.getOrDefault(key, 0.0);
  }

  @Override
  public void count(String name, double amount, String... labels) {
    sums.merge(name, amount, Double::sum);
    if (labels.length > 0) {
      sums.merge(name + describe(labels), amount, Double::sum);
    }
  }

  @Override
  public void time(String name, double seconds, String... labels) {
    count(name + "_count", 1, labels);
  }

  @Override
  public void gauge(String name, double value, String... labels) {
    sums.put(labels.length == 0 ? name : name + describe(labels), value);
  }

  private static String describe(String... labels) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i + 1 < labels.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(labels[i]).append('=').append(labels[i + 1]);
    }
    return text.append('}').toString();
  }
}
