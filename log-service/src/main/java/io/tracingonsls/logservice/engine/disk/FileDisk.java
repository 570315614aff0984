// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The real disk. Files are read and written through channels rather than mapped: a mapped page that can not be read, or a file cut
 * short by somebody else, kills the process with a signal instead of an exception.
 */
public final class FileDisk implements Disk {
  @Override
  public WriteFile create(Path path) throws IOException {
    return new ChannelWriter(FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE));
  }

  @Override
  public ReadFile open(Path path) throws IOException {
    return new ChannelReader(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void createFolder(Path path) throws IOException {
    Files.createDirectories(path);
  }

  @Override
  public void deleteTree(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(path, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
          throws IOException {
        if (failure != null) {
          throw failure;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(paths::add);
      }
    }
    Collections.sort(paths);
    return paths;
  }

  @Override
  public byte[] readAll(Path path) throws IOException {
    return Files.readAllBytes(path);
  }

  private static final class ChannelWriter implements WriteFile {
    private final FileChannel channel;

    ChannelWriter(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * An interrupt of a thread that reads a channel closes the channel for everybody: the next reader finds it closed and opens it
   * again.
   */
  private static final class ChannelReader implements ReadFile {
    private final Path path;
    private volatile FileChannel channel;
    private volatile boolean closed;

    ChannelReader(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public void read(long position, byte[] out, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(out, offset, length);
      while (buffer.hasRemaining()) {
        int n = opened().read(buffer, position + buffer.position() - offset);
        if (n < 0) {
          throw new EOFException(
              path.getFileName() + ": ends at " + size() + ", bytes wanted at " + position);
        }
      }
    }

    private FileChannel opened() throws IOException {
      FileChannel current = channel;
      return current.isOpen() || closed ? current : reopen();
    }

    private synchronized FileChannel reopen() throws IOException {
      if (!channel.isOpen() && !closed) {
        channel = FileChannel.open(path, StandardOpenOption.READ);
      }
      return channel;
    }

    @Override
    public long size() throws IOException {
      return opened().size();
    }

    @Override
    public synchronized void close() throws IOException {
      closed = true;
      channel.close();
    }
  }
}
