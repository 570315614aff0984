// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/** The body compressions of the protocol. Nothing is allocated beyond the declared size, which the caller has limited. */
final class Compression {
  private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();

  private Compression() {}

  /** What {@code x-log-compresstype} says. */
  static Codec codec(@Nullable String compressType) {
    if (compressType == null || compressType.isEmpty()) {
      return Codec.NONE;
    }
    return switch (compressType.toLowerCase(Locale.ROOT)) {
      case "lz4" -> Codec.LZ4;
      case "deflate" -> Codec.DEFLATE;
      case "zstd" -> Codec.ZSTD;
      default ->
        throw new ServiceException(
            ErrorCode.INVALID_COMPRESS_TYPE,
            "x-log-compresstype: unknown (expected: lz4, deflate, zstd or absent)");
    };
  }

  /** Undoes the compression; anything but exactly {@code rawBytes} is {@code PostBodyUncompressError}. */
  static byte[] decompress(byte[] body, Codec codec, int rawBytes) {
    byte[] raw = switch (codec) {
      case NONE -> body;
      case LZ4 -> fromLz4(body, rawBytes);
      case DEFLATE -> inflate(body, rawBytes);
      case ZSTD -> fromZstd(body, rawBytes);
    };
    if (raw.length != rawBytes) {
      throw uncompressError();
    }
    return raw;
  }

  private static byte[] fromLz4(byte[] body, int rawBytes) {
    try {
      return LZ4.safeDecompressor().decompress(body, rawBytes);
    } catch (LZ4Exception e) {
      throw uncompressError();
    }
  }

  private static byte[] fromZstd(byte[] body, int rawBytes) {
    byte[] raw = new byte[rawBytes];
    long length;
    try {
      length = Zstd.decompress(raw, body);
    } catch (ZstdException e) {
      throw uncompressError();
    }
    if (Zstd.isError(length)) {
      throw uncompressError();
    }
    return length == rawBytes ? raw : Arrays.copyOf(raw, (int) length);
  }

  private static byte[] inflate(byte[] body, int rawBytes) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(body);
      byte[] raw = new byte[rawBytes];
      int length = 0;
      while (length < rawBytes && !inflater.finished()) {
        int more = inflater.inflate(raw, length, rawBytes - length);
        if (more == 0) {
          throw uncompressError();
        }
        length += more;
      }
      boolean ended =
          inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
      if (!ended) {
        throw uncompressError();
      }
      return length == rawBytes ? raw : Arrays.copyOf(raw, length);
    } catch (DataFormatException e) {
      throw uncompressError();
    } finally {
      inflater.end();
    }
  }

  /** One LZ4 block, as answers carry it. */
  static byte[] toLz4(byte[] raw) {
    return LZ4.fastCompressor().compress(raw);
  }

  private static ServiceException uncompressError() {
    return new ServiceException(
        ErrorCode.POST_BODY_UNCOMPRESS_ERROR, "Failed to uncompress the post body");
  }
}
