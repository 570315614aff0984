// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second engine, in this process or another, out of a data folder. The system frees it when the process dies. */
final class EngineLock implements AutoCloseable {
  private final FileChannel channel;

  private EngineLock(FileChannel channel) {
    this.channel = channel;
  }

  static EngineLock take(Path root) throws IOException {
    Files.createDirectories(root);
    Path path = root.resolve("engine.lock");
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = tryLock(channel);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IOException(
          "data folder: " + root + " is in use by another process (expected: one at a time)");
    }
    return new EngineLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
