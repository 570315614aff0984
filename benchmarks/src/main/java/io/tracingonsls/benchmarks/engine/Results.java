// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What steps have measured, a file each, so that a run that was stopped goes on where it was. */
public final class Results {
  private final Path folder;

  /** Results in a folder, which is made. */
  public Results(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Whether a step has run. */
  public boolean has(String step) {
    return Files.exists(file(step));
  }

  /** Keeps the figures of a step. */
  public void write(String step, Map<String, String> figures) throws IOException {
    List<String> lines = new ArrayList<>();
    figures.forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(file(step), lines);
  }

  /** The figures of a step; none when it has not run. */
  public Map<String, String> read(String step) throws IOException {
    Map<String, String> figures = new LinkedHashMap<>();
    if (has(step)) {
      for (String line : Files.readAllLines(file(step))) {
        int equals = line.indexOf('=');
        figures.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return figures;
  }

  private Path file(String step) {
    return folder.resolve(step + ".txt");
  }
}
