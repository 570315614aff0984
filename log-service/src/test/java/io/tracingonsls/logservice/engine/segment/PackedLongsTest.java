// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.testing.junit.SeedExtension;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class PackedLongsTest {
  @Test
  void numbers_ofAnyWidth_comeBack(SplittableRandom random) {
    for (int i = 0; i < 200; i++) {
      int width = random.nextInt(65);
      long[] values = new long[random.nextInt(3000)];
      long base = random.nextLong();
      Arrays.setAll(
          values,
          k -> width == 0
              ? base
              : width == 64 ? random.nextLong() : base + (random.nextLong() >>> (64 - width)));
      ByteSink out = new ByteSink(16);
      PackedLongs.write(values, values.length, out);
      PackedLongs read = PackedLongs.read(new ByteSource(out.array(), 0, out.size()));
      long[] back = new long[values.length];
      read.get(0, back.length, back);
      assertThat(back).isEqualTo(values);
    }
  }

  @Test
  void search_inSortedNumbers_findsTheFirst() {
    long[] values = {1, 3, 3, 3, 9};
    ByteSink out = new ByteSink(16);
    PackedLongs.write(values, values.length, out);
    PackedLongs packed = PackedLongs.read(new ByteSource(out.toByteArray()));
    assertThat(packed.firstAtOrAfter(0)).isZero();
    assertThat(packed.firstAtOrAfter(3)).isEqualTo(1);
    assertThat(packed.firstAtOrAfter(4)).isEqualTo(4);
    assertThat(packed.firstAtOrAfter(10)).isEqualTo(5);
    assertThatThrownBy(() -> packed.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void truncatedNumbers_areRefused() {
    long[] values = new long[2000];
    Arrays.setAll(values, i -> i * 31L);
    ByteSink out = new ByteSink(16);
    PackedLongs.write(values, values.length, out);
    for (int length = 0; length < out.size(); length += 7) {
      ByteSource cut = new ByteSource(out.array(), 0, length);
      assertThatThrownBy(() -> PackedLongs.read(cut)).isInstanceOf(MalformedBytesException.class);
    }
  }
}
