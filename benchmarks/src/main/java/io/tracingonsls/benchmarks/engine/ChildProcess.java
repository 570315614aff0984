// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process with the class path of this one, which prints {@code name=value} lines. It never outlives its time. */
public final class ChildProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final BufferedReader lines;
  private final Thread watchdog;

  private ChildProcess(Process process, Duration limit) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
    this.watchdog = new Thread(() -> killAfter(limit), "benchmark-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  /** One {@link EngineStep} with a small heap. */
  static ChildProcess start(Duration limit, String... arguments) throws IOException {
    return start(limit, "256m", EngineStep.class, arguments);
  }

  /** A program with a heap of its own. */
  public static ChildProcess start(
      Duration limit, String heap, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-Xmx" + heap,
        // As the start script has it.
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new ChildProcess(builder.start(), limit);
  }

  private void killAfter(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Figures printed until the line with the given name, or until the end when that is null. */
  public Map<String, String> figures(@Nullable String last) {
    Map<String, String> figures = new LinkedHashMap<>();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          figures.put(line.substring(0, equals), line.substring(equals + 1));
        }
        if (last != null && line.startsWith(last + '=')) {
          return figures;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (last != null || exitCode() != 0) {
      throw new IllegalStateException("step: ended early or failed, " + figures);
    }
    return figures;
  }

  private int exitCode() {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    int unused = exitCode();
  }

  /** Ends its standard input, which asks it to stop, and waits. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (exitCode() == -1) {
      kill();
    }
    watchdog.interrupt();
  }
}
