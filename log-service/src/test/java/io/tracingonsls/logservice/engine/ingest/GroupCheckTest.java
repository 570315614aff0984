// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.Utf8;
import io.tracingonsls.testing.junit.SeedExtension;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SeedExtension.class)
class GroupCheckTest {
  private static AppendException refused(byte[] group) {
    try {
      CheckedGroup.check(group, AppendLimits.DEFAULT);
    } catch (AppendException e) {
      return e;
    }
    throw new AssertionError("accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "0A021200, a field without key",
    "0A0B080112040A016B1A0108, a field without value",
    "0A00, a log without time",
    "0A0208, truncated number",
    "0AFF, length beyond the end",
    "0A0A, length beyond the end",
    "0B, wire type 3",
    "08FFFFFFFFFFFFFFFFFFFF01, number of more than ten bytes",
    "00, tag",
    "0A0908011205120176FFFF, malformed",
    "0A0B080112070A016B1202C328, not UTF-8",
    "0A07080125FFFFFFFF, nanosecond part",
    "32030A016B, without value"
  })
  void group_malformed_isRefused(String hex, String reason) {
    AppendException refusal = refused(HexFormat.of().parseHex(hex));
    assertThat(refusal.error()).isEqualTo(AppendError.BODY_INVALID);
    assertThat(refusal).hasMessageStartingWith("LogGroup: ");
    assertThat(reason).isNotEmpty();
  }

  @Test
  void group_emptyOrWithUnknownFields_isAccepted() {
    assertThat(CheckedGroup.check(new byte[0], AppendLimits.DEFAULT).logCount()).isZero();
    byte[] unknown =
        HexFormat.of().parseHex("0A02080112017A2A0161384049" + "0102030405060708" + "5501020304");
    assertThat(CheckedGroup.check(unknown, AppendLimits.DEFAULT).logCount()).isEqualTo(1);
  }

  @Test
  void anyPrefixOrFlip_ofAGroup_neverEscapesAsAnotherException(SplittableRandom random) {
    byte[] group = new LogGroupWriter(new GroupHeader("t", "s", List.of(new LogField("a", "b"))))
        .log(1_700_000_000L, 5, List.of(new LogField("key", "value"), new LogField("k2", "中文")))
        .log(1_700_000_001L, -1, List.of())
        .toByteArray();
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(group, random.nextInt(group.length + 1));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        CheckedGroup checked = CheckedGroup.check(damaged, AppendLimits.DEFAULT);
        LogCursor cursor = new LogCursor(checked);
        int logs = 0;
        while (cursor.next()) {
          logs++;
        }
        assertThat(logs).isEqualTo(checked.logCount());
      } catch (AppendException e) {
        assertThat(e.error()).isEqualTo(AppendError.BODY_INVALID);
      }
    }
  }

  @Test
  void limits_areKept() {
    AppendLimits limits = new AppendLimits(1000, 2, 4, 8);
    GroupHeader header = new GroupHeader("", "", List.of());
    byte[] three = new LogGroupWriter(header)
        .log(1, -1, List.of())
        .log(1, -1, List.of())
        .log(1, -1, List.of())
        .toByteArray();
    assertThatThrownBy(() -> CheckedGroup.check(three, limits))
        .isInstanceOfSatisfying(
            AppendException.class, e -> assertThat(e.error()).isEqualTo(AppendError.TOO_LARGE));
    for (LogField field : List.of(new LogField("12345", "x"), new LogField("k", "123456789"))) {
      byte[] group = new LogGroupWriter(header).log(1, -1, List.of(field)).toByteArray();
      assertThatThrownBy(() -> CheckedGroup.check(group, limits)).hasMessageContaining("at most");
    }
  }

  @Test
  void decompression_ofWrongSizeOrGarbage_isRefused() throws Exception {
    byte[] raw = "hello hello hello hello hello".getBytes(UTF_8);
    for (Codec codec : Codec.values()) {
      byte[] body = compress(codec, raw);
      assertThat(Decompressor.decompress(body, codec, raw.length, 1000)).isEqualTo(raw);
      for (int size : new int[] {raw.length - 1, raw.length + 1, 0}) {
        assertThatThrownBy(() -> Decompressor.decompress(body, codec, size, 1000))
            .as("%s as %d bytes", codec, size)
            .isInstanceOfSatisfying(
                AppendException.class,
                e -> assertThat(e.error()).isEqualTo(AppendError.UNCOMPRESS_FAILED));
      }
      assertThatThrownBy(() -> Decompressor.decompress(body, codec, 1001, 1000))
          .hasMessageContaining("at most 1000");
    }
    for (Codec codec : new Codec[] {Codec.LZ4, Codec.DEFLATE, Codec.ZSTD}) {
      assertThatThrownBy(
              () -> Decompressor.decompress(new byte[] {-1, -1, -1, -1}, codec, 10, 1000))
          .isInstanceOf(AppendException.class);
    }
  }

  private static byte[] compress(Codec codec, byte[] raw) throws Exception {
    return switch (codec) {
      case NONE -> raw;
      case LZ4 -> LZ4Factory.fastestInstance().fastCompressor().compress(raw);
      case ZSTD -> Zstd.compress(raw);
      case DEFLATE -> {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
          out.write(raw);
        }
        yield bytes.toByteArray();
      }
    };
  }

  @Test
  void utf8_isJudgedAsTheJdkDoes(SplittableRandom random) {
    for (int i = 0; i < 20_000; i++) {
      ByteSink bytes = new ByteSink(16);
      for (int n = random.nextInt(12); n > 0; n--) {
        bytes.put(random.nextInt(3) == 0 ? random.nextInt(128) : 0x80 + random.nextInt(128));
      }
      byte[] text = random.nextBoolean()
          ? bytes.toByteArray()
          : Character.toString(random.nextInt(0xD800)).concat("ascii tail").getBytes(UTF_8);
      assertThat(Utf8.valid(text, 0, text.length))
          .as(HexFormat.of().formatHex(text))
          .isEqualTo(jdkAccepts(text));
    }
  }

  private static boolean jdkAccepts(byte[] text) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).limit() >= 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
