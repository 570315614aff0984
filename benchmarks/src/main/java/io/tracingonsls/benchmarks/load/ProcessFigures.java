// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time and memory of another process, from Linux' {@code /proc}. */
final class ProcessFigures {
  private static final long TICKS_PER_SECOND = 100;

  private final Path directory;

  ProcessFigures(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /** User plus system time since the process began, in microseconds; resolution 10 ms. */
  long cpuMicros() throws IOException {
    String stat = Files.readString(directory.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return ticks * (1_000_000 / TICKS_PER_SECOND);
  }

  /** Resident memory now, in MiB. */
  long residentMib() throws IOException {
    return kibibytes("VmRSS:") / 1024;
  }

  /** The most that was ever resident, in MiB. */
  long peakResidentMib() throws IOException {
    return kibibytes("VmHWM:") / 1024;
  }

  private long kibibytes(String name) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("status"));
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException(directory + ": no " + name);
  }
}
