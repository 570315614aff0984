// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The traces that the server acknowledged: ranges of ids. Thread-safe. */
final class Ledger {
  /** Traces {@code high:firstLow} up to {@code firstLow + traces - 1}, each of {@code spansPerTrace} spans. */
  record Entry(long high, long firstLow, int traces, int spansPerTrace) {}

  private final List<Entry> entries = new ArrayList<>();

  synchronized void acknowledged(Entry entry) {
    entries.add(entry);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized long spans() {
    long spans = 0;
    for (Entry entry : entries) {
      spans += (long) entry.traces() * entry.spansPerTrace();
    }
    return spans;
  }

  void save(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries()) {
      lines.add(entry.high() + " " + entry.firstLow() + " " + entry.traces() + " "
          + entry.spansPerTrace());
    }
    Files.write(file, lines);
  }

  static Ledger load(Path file) throws IOException {
    Ledger ledger = new Ledger();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", -1);
      ledger.acknowledged(new Entry(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3])));
    }
    return ledger;
  }
}
