// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CPU time and memory of another process, from Linux' {@code /proc}. */
public final class ProcessFigures {
  private static final long MICROS_PER_TICK = 10_000;

  private final Path directory;

  /** Of a process by its number. */
  public ProcessFigures(long pid) {
    directory = Path.of("/proc", Long.toString(pid));
  }

  /** User plus system time since the process began, in microseconds; resolution 10 ms. */
  public long cpuMicros() throws IOException {
    return micros(Files.readString(directory.resolve("stat")));
  }

  /** The same by the names of threads, without the numbers in them; threads that have ended are not in it. */
  Map<String, Long> cpuMicrosByThread() throws IOException {
    Map<String, Long> all = new TreeMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
      for (Path thread : threads) {
        try {
          String stat = Files.readString(thread.resolve("stat"));
          String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
          all.merge(name.replaceAll("[-#]?[0-9-]+$", ""), micros(stat), Long::sum);
        } catch (NoSuchFileException ended) {
          // A thread may end while we look.
        }
      }
    }
    return all;
  }

  private static long micros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
  }

  /** Resident memory now, in MiB. */
  long residentMib() throws IOException {
    return kibibytes("VmRSS:") / 1024;
  }

  /** The most that was ever resident, in MiB. */
  public long peakResidentMib() throws IOException {
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
