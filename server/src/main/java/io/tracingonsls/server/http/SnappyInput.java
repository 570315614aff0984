// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Snappy;
import io.netty.handler.codec.compression.SnappyFrameDecoder;
import java.io.IOException;
import java.io.InputStream;

/** Snappy in both of its forms: senders say "snappy" for either, so the frame format's first bytes decide. */
final class SnappyInput {
  private static final byte[] FRAME_START = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
  private static final int MAX_BLOCK = 64 << 20;

  private SnappyInput() {}

  static InputStream open(InputStream in) throws IOException {
    byte[] all = in.readAllBytes();
    boolean framed = all.length >= FRAME_START.length
        && java.util.Arrays.equals(all, 0, FRAME_START.length, FRAME_START, 0, FRAME_START.length);
    try {
      if (framed) {
        checkFrames(all);
        return new Frames(all);
      }
      return block(all);
    } catch (DecompressionException | IndexOutOfBoundsException e) {
      throw new IOException("snappy", e);
    }
  }

  /** Frames are type (1), length (3, little-endian), content: they have to end where the body ends. */
  private static void checkFrames(byte[] all) throws IOException {
    long at = 0;
    while (at + 4 <= all.length) {
      int header = (int) at;
      int length =
          (all[header + 1] & 0xff) | (all[header + 2] & 0xff) << 8 | (all[header + 3] & 0xff) << 16;
      at += 4L + length;
    }
    if (at != all.length) {
      throw new IOException("snappy: cut short");
    }
  }

  /** A block names its length first; it cannot exceed about 64 times its encoded length, so a larger claim is false. */
  private static InputStream block(byte[] all) throws IOException {
    ByteBuf in = Unpooled.wrappedBuffer(all);
    long claimed = claimedLength(all);
    if (claimed > MAX_BLOCK) {
      throw new HttpException(413, "decoded request body too large");
    }
    if (claimed > all.length * 64L + 64) {
      throw new IOException("snappy: false length");
    }
    ByteBuf out = Unpooled.buffer((int) claimed, Math.max(1, (int) claimed));
    new Snappy().decode(in, out);
    if (out.readableBytes() != claimed || in.isReadable()) {
      throw new IOException("snappy: cut short");
    }
    return new ByteBufInputStream(out, true);
  }

  private static long claimedLength(byte[] all) throws IOException {
    long value = 0;
    for (int i = 0; i < 5 && i < all.length; i++) {
      value |= (all[i] & 0x7fL) << (7 * i);
      if (all[i] >= 0) {
        return value;
      }
    }
    throw new IOException("snappy: bad length");
  }

  /** Decodes frame by frame: one frame holds at most 64 KiB. */
  private static final class Frames extends InputStream {
    private static final int STEP = 16 << 10;

    private final EmbeddedChannel decoder = new EmbeddedChannel(new SnappyFrameDecoder(true));
    private final byte[] all;
    private int fed;
    private InputStream current = InputStream.nullInputStream();

    Frames(byte[] all) {
      this.all = all;
      // Frames live for one copy: plain arrays suit them, and nothing has to be tracked.
      decoder.config().setAllocator(new UnpooledByteBufAllocator(false, true));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (true) {
        int count = current.read(into, offset, length);
        if (count > 0) {
          return count;
        }
        if (!next()) {
          return -1;
        }
      }
    }

    private boolean next() throws IOException {
      current.close();
      ByteBuf ready = decoder.readInbound();
      try {
        while (ready == null && fed < all.length) {
          int step = Math.min(STEP, all.length - fed);
          decoder.writeInbound(Unpooled.wrappedBuffer(all, fed, step));
          fed += step;
          ready = decoder.readInbound();
        }
      } catch (RuntimeException e) {
        throw new IOException("snappy", e);
      }
      current = ready == null ? InputStream.nullInputStream() : new ByteBufInputStream(ready, true);
      return ready != null;
    }

    @Override
    public void close() throws IOException {
      current.close();
      decoder.finishAndReleaseAll();
    }
  }
}
