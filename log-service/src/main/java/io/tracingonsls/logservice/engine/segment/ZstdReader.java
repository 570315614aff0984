// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Decompresses parts with contexts that are used again: making one (some hundred kilobytes of native memory, cleared) takes longer than
 * decompressing a small part. A few idle ones are kept for the life of the process. Thread-safe.
 */
final class ZstdReader {
  private static final int MAX_IDLE = 4;
  private static final BlockingQueue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(MAX_IDLE);

  private ZstdReader() {}

  /**
   * The raw bytes.
   *
   * @throws MalformedBytesException when they are not {@code rawLength}, or the input is damaged
   */
  static byte[] decompress(byte[] stored, int rawLength) {
    byte[] raw = new byte[rawLength];
    ZstdDecompressCtx idle = IDLE.poll();
    ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
    try {
      if (context.decompressByteArray(raw, 0, rawLength, stored, 0, stored.length) == rawLength) {
        return raw;
      }
    } catch (ZstdException e) {
      throw new MalformedBytesException("part: does not decompress, " + e.getMessage());
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
    }
    throw new MalformedBytesException("part: decompresses to another length");
  }
}
