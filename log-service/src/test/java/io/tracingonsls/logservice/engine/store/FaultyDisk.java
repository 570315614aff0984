// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import io.tracingonsls.logservice.engine.disk.ReadFile;
import io.tracingonsls.logservice.engine.disk.WriteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A disk that is full, after so many more bytes, until it is told otherwise. */
final class FaultyDisk implements Disk {
  private final Disk disk = new FileDisk();
  private volatile long room = Long.MAX_VALUE;
  private volatile Runnable fault = () -> {};

  void room(long bytes) {
    room = bytes;
  }

  /** Runs this whenever a file is made: it may throw what a disk does not. */
  void fault(Runnable thrower) {
    fault = thrower;
  }

  @Override
  public WriteFile create(Path path) throws IOException {
    fault.run();
    WriteFile file = disk.create(path);
    return new WriteFile() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > room) {
          throw new IOException("No space left on device");
        }
        room = room == Long.MAX_VALUE ? room : room - length;
        file.write(bytes, offset, length);
      }

      @Override
      public void sync() throws IOException {
        file.sync();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public ReadFile open(Path path) throws IOException {
    return disk.open(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    disk.move(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void createFolder(Path path) throws IOException {
    disk.createFolder(path);
  }

  @Override
  public void deleteTree(Path path) throws IOException {
    disk.deleteTree(path);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public byte[] readAll(Path path) throws IOException {
    return disk.readAll(path);
  }
}
