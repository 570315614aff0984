// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: answers to {@code out}, problems and progress to {@code err}. Always UTF-8, whatever the platform's default.
 */
public record Terminal(PrintStream out, PrintStream err) {
  /** The process' own streams. */
  public static Terminal system() {
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
