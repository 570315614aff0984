// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, as a user starts it; output goes to a file. Killed when closed. */
final class ProgramProcess implements AutoCloseable {
  private static final long READY_SECONDS = 60;

  private final Process process;
  private final Path output;

  private ProgramProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts and returns at once. */
  static ProgramProcess launch(Path directory, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        "io.tracingonsls.app.Main"));
    if (Runtime.version().feature() >= 24) {
      // What the program's jar says in its manifest, which a class path does not have.
      line.add(1, "--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(arguments);
    Path output = Files.createTempFile(directory, "output-", ".txt");
    Process process = new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    return new ProgramProcess(process, output);
  }

  /** Starts a server and waits until it says that it is ready. */
  static ProgramProcess startServer(Path directory, String... arguments) throws Exception {
    ProgramProcess program = launch(directory, List.of(arguments));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!program.output().contains(" is ready")) {
      if (!program.process.isAlive() || System.nanoTime() > deadline) {
        program.close();
        throw new AssertionError("not ready:\n" + program.output());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return program;
  }

  /** All that was printed so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** The URL on the start-up screen's line with this label, without a path. */
  String url(String label) throws IOException {
    Matcher line = Pattern.compile(
            "^  " + Pattern.quote(label) + " +(http://[^/\\s]+)", Pattern.MULTILINE)
        .matcher(output());
    assertThat(line.find()).as("line %s in:%n%s", label, output()).isTrue();
    return line.group(1);
  }

  /** The port in the address on the start-up screen's line with this label. */
  int port(String label) throws IOException {
    Matcher line = Pattern.compile(
            "^ +" + Pattern.quote(label) + " +\\S+:(\\d+)$", Pattern.MULTILINE)
        .matcher(output());
    assertThat(line.find()).as("line %s in:%n%s", label, output()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  /** Waits for the end. */
  int exitStatus() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      close();
      throw new AssertionError("still running:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM, then waits for the end. */
  int terminate() throws Exception {
    process.destroy();
    return exitStatus();
  }

  /** SIGKILL: no chance to write anything out. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
