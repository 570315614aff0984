// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.testing.junit.SeedExtension;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class JsonKeyTest {
  @Test
  void anyKey_isWrittenAsAString(SplittableRandom random) {
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(130); i > 0; i--) {
        text.append("ab\"\\\n/é".charAt(random.nextInt(7)));
      }
      String key = text.toString();
      RowBytes expected = new RowBytes(16).jsonString(key).put(':');
      assertThat(written(key)).isEqualTo(text(expected));
      assertThat(JsonKey.of(key).isPathSafe()).isEqualTo(FindLines.isPathSafe(key));
    }
  }

  @Test
  void keysOfOneHashCode_areToldApart() {
    assertThat(written("AaAa")).isEqualTo("\"AaAa\":");
    assertThat(written("BBBB")).isEqualTo("\"BBBB\":");
    assertThat(written("AaAa")).isEqualTo("\"AaAa\":");
  }

  private static String written(String key) {
    return text(JsonKey.of(key).writeTo(new RowBytes(16)));
  }

  private static String text(RowBytes bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
