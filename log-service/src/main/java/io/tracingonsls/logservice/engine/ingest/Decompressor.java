// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.Codec;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a {@link Codec}. Allocates exactly the declared size, which is checked against the limit first, so no body can expand
 * further than it says.
 */
public final class Decompressor {
  /** The fast decompressor of this library is pure Java and five times slower; this one is also the one that checks bounds. */
  private static final LZ4SafeDecompressor LZ4 = LZ4Factory.fastestInstance().safeDecompressor();

  private Decompressor() {}

  /**
   * The body's plain bytes; for {@link Codec#NONE} the body itself.
   *
   * @throws AppendException when the declared size is over the limit or is not what comes out
   */
  public static byte[] decompress(byte[] body, Codec codec, int rawBytes, int maxRawBytes) {
    if (rawBytes > maxRawBytes || (codec == Codec.NONE && body.length > maxRawBytes)) {
      int size = codec == Codec.NONE ? body.length : rawBytes;
      throw new AppendException(
          AppendError.TOO_LARGE,
          "body: " + size + " bytes (expected: at most " + maxRawBytes + ")");
    }
    if (rawBytes < 0) {
      throw new AppendException(
          AppendError.UNCOMPRESS_FAILED,
          "x-log-bodyrawsize: " + rawBytes + " (expected: 0 or more)");
    }
    if (codec == Codec.NONE) {
      return exact(body, body.length, rawBytes, codec);
    }
    byte[] raw = new byte[rawBytes];
    return exact(raw, inflate(body, codec, raw), rawBytes, codec);
  }

  private static byte[] exact(byte[] raw, int got, int declared, Codec codec) {
    if (got != declared) {
      throw failed(codec, declared, null);
    }
    return raw;
  }

  private static int inflate(byte[] body, Codec codec, byte[] raw) {
    return switch (codec) {
      case LZ4 -> lz4(body, raw);
      case ZSTD -> zstd(body, raw);
      case DEFLATE -> deflate(body, raw);
      case NONE -> throw new IllegalArgumentException("codec: NONE");
    };
  }

  private static int lz4(byte[] body, byte[] raw) {
    try {
      return LZ4.decompress(body, 0, body.length, raw, 0, raw.length);
    } catch (LZ4Exception e) {
      throw failed(Codec.LZ4, raw.length, e);
    }
  }

  private static int zstd(byte[] body, byte[] raw) {
    try {
      return (int) Zstd.decompressByteArray(raw, 0, raw.length, body, 0, body.length);
    } catch (ZstdException e) {
      throw failed(Codec.ZSTD, raw.length, e);
    }
  }

  private static int deflate(byte[] body, byte[] raw) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(body);
      int got = 0;
      while (got < raw.length) {
        int n = inflater.inflate(raw, got, raw.length - got);
        if (n == 0) {
          return -1;
        }
        got += n;
      }
      boolean ended =
          inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
      return ended ? got : -1;
    } catch (DataFormatException e) {
      throw failed(Codec.DEFLATE, raw.length, e);
    } finally {
      inflater.end();
    }
  }

  private static AppendException failed(Codec codec, int declared, @Nullable Throwable cause) {
    return new AppendException(
        AppendError.UNCOMPRESS_FAILED,
        "body: not " + codec + " data of " + declared
            + " bytes (expected: the size in x-log-bodyrawsize)",
        cause);
  }
}
