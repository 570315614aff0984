// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/** Opens compressed bytes as a stream; the stream's memory does not depend on what the bytes claim. */
@FunctionalInterface
interface Decompressor {
  InputStream open(InputStream in) throws IOException;

  /** The decompressor of a content coding in lower case, or null. */
  static @Nullable Decompressor of(String coding) {
    return switch (coding) {
      case "gzip", "x-gzip" -> in -> new GZIPInputStream(in, 8 << 10);
      case "deflate", "zlib" -> Decompressor::inflate;
      case "zstd" -> in -> new ZstdInputStreamNoFinalizer(in).setLongMax(23);
      case "lz4" -> LZ4FrameInputStream::new;
      case "snappy", "x-snappy-framed" -> SnappyInput::open;
      default -> null;
    };
  }

  /** "deflate" means zlib, but some senders leave its two header bytes out. */
  private static InputStream inflate(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    byte[] head = peeked.readNBytes(2);
    peeked.unread(head);
    boolean zlib = head.length == 2
        && (head[0] & 0x0f) == 8
        && ((head[0] & 0xff) << 8 | (head[1] & 0xff)) % 31 == 0;
    return new OwnedInflaterStream(peeked, new Inflater(!zlib));
  }

  /** Ends the inflater with the stream, which the JDK does only for inflaters it made itself. */
  final class OwnedInflaterStream extends InflaterInputStream {
    OwnedInflaterStream(InputStream in, Inflater inflater) {
      super(in, inflater, 8 << 10);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
