// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token in a file, which an orchestrator may replace at any time. Thread-safe. */
final class BearerToken {
  private static final Logger LOG = LoggerFactory.getLogger(BearerToken.class);
  private static final int MAX_BYTES = 64 << 10;

  private final Path file;
  private @Nullable FileTime read;
  private boolean failed;
  private String token = "";

  BearerToken(Path file) {
    this.file = file;
  }

  /** The first line of the file; while the file cannot be read, what it was. Looks at the file's time with each call. */
  synchronized String current() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(read)) {
        token = firstLine();
        read = modified;
        failed = false;
      }
    } catch (IOException e) {
      if (!failed) {
        LOG.warn("bearer token cannot be read, keeping the old one: {}", e.toString());
      }
      failed = true;
    }
    return token;
  }

  private String firstLine() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
