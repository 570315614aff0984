// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.Snappy;
import io.netty.handler.codec.compression.SnappyFrameEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;

class ContentDecodingTest {
  private static final byte[] PLAIN =
      "the same text again and again ".repeat(2500).getBytes(StandardCharsets.UTF_8);

  private static Map<String, byte[]> encodings(byte[] plain) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("gzip", Gzip.compress(plain));
    all.put("x-gzip", Gzip.compress(plain));
    all.put("GZIP", Gzip.compress(plain));
    all.put("deflate", through(plain, DeflaterOutputStream::new));
    all.put("zlib", through(plain, DeflaterOutputStream::new));
    all.put("Deflate", through(plain, out -> new DeflaterOutputStream(out, new Deflater(6, true))));
    all.put("zstd", Zstd.compress(plain));
    all.put("lz4", through(plain, LZ4FrameOutputStream::new));
    all.put("snappy", snappyBlock(plain));
    all.put("Snappy", snappyFrames(plain));
    all.put("x-snappy-framed", snappyFrames(plain));
    all.put("identity", plain);
    return all;
  }

  private interface Wrapper {
    OutputStream wrap(OutputStream out) throws IOException;
  }

  private static byte[] through(byte[] plain, Wrapper wrapper) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream wrapped = wrapper.wrap(out)) {
      wrapped.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] snappyBlock(byte[] plain) {
    ByteBuf out = Unpooled.buffer();
    new Snappy().encode(Unpooled.wrappedBuffer(plain), out, plain.length);
    return ByteBufUtil.getBytes(out);
  }

  private static byte[] snappyFrames(byte[] plain) {
    EmbeddedChannel encoder = new EmbeddedChannel(new SnappyFrameEncoder());
    encoder.config().setAllocator(new UnpooledByteBufAllocator(false, true));
    encoder.writeOutbound(Unpooled.wrappedBuffer(plain));
    ByteBuf all = Unpooled.buffer();
    ByteBuf part;
    while ((part = encoder.readOutbound()) != null) {
      all.writeBytes(part);
      part.release();
    }
    encoder.finishAndReleaseAll();
    return ByteBufUtil.getBytes(all);
  }

  private static HttpRequest request(String coding, byte[] body) {
    return HttpRequest.of("POST", "/", Headers.of("Content-Encoding", coding), body);
  }

  @Test
  void undoesEveryEncoding() throws IOException {
    for (Map.Entry<String, byte[]> encoded : encodings(PLAIN).entrySet()) {
      HttpRequest decoded =
          DecodedBody.decode(request(encoded.getKey(), encoded.getValue()), 1 << 20);
      assertThat(decoded.bodyBytes()).as(encoded.getKey()).isEqualTo(PLAIN);
    }
  }

  @Test
  void stopsAtTheLimit() throws IOException {
    byte[] large = new byte[2_000_000];
    for (Map.Entry<String, byte[]> encoded : encodings(large).entrySet()) {
      if (!encoded.getKey().equals("identity")) {
        assertThatThrownBy(
                () -> DecodedBody.decode(request(encoded.getKey(), encoded.getValue()), 1 << 20))
            .as(encoded.getKey())
            .isInstanceOfSatisfying(
                HttpException.class, e -> assertThat(e.status()).isEqualTo(413));
      }
    }
  }

  @Test
  void refusesCutBodies() throws IOException {
    for (Map.Entry<String, byte[]> encoded : encodings(PLAIN).entrySet()) {
      if (encoded.getKey().equals("identity")) {
        continue;
      }
      byte[] cut = java.util.Arrays.copyOf(encoded.getValue(), encoded.getValue().length - 6);
      assertThatThrownBy(() -> DecodedBody.decode(request(encoded.getKey(), cut), 1 << 20))
          .as(encoded.getKey())
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status()).isEqualTo(400));
    }
  }

  @Test
  void refusesFalseSnappyLengths() {
    byte[] claim = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x0f, 0};
    assertThatThrownBy(() -> DecodedBody.decode(request("snappy", claim), 1 << 20))
        .isInstanceOf(HttpException.class);
  }
}
