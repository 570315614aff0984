// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/** LogGroups made and compressed beforehand, so that making them does not count. */
public final class InputFile implements AutoCloseable {
  private static final int SPANS_PER_GROUP = 2_000;

  private final DataInputStream in;

  private InputFile(DataInputStream in) {
    this.in = in;
  }

  /** A LogGroup. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Group(int rawLength, byte[] body) {}

  /** Writes the file unless it is there already. */
  public static void make(Path path, SpanSet set) throws IOException {
    if (Files.exists(path)) {
      return;
    }
    Path unfinished = path.resolveSibling(path.getFileName() + ".tmp");
    int step = SPANS_PER_GROUP / set.spansPerTrace();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      for (int trace = 0; trace < set.traces(); trace += step) {
        byte[] raw = set.group(trace, Math.min(step, set.traces() - trace));
        byte[] body = LZ4Factory.fastestInstance().fastCompressor().compress(raw);
        out.writeInt(raw.length);
        out.writeInt(body.length);
        out.write(body);
      }
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }

  public static InputFile open(Path path) throws IOException {
    return new InputFile(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 20)));
  }

  /** The next LogGroup, or null at the end. */
  @Nullable
  public Group next() throws IOException {
    int rawLength;
    try {
      rawLength = in.readInt();
    } catch (EOFException e) {
      return null;
    }
    return new Group(rawLength, in.readNBytes(in.readInt()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
