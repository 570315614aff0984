// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Remembers in a small file up to which second demo traffic was written, so that a restart writes nothing twice. */
final class DemoProgress {
  private final Path file;

  DemoProgress(Path file) {
    this.file = file;
  }

  /** The first second that is not yet written; 0 when nothing is, or when the file can't be read. */
  long nextSecond() {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException unreadable) {
      return 0;
    }
  }

  void save(long nextSecond) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, Long.toString(nextSecond));
  }
}
