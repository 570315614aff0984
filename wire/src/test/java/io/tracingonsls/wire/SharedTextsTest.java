// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.testing.junit.SeedExtension;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class SharedTextsTest {
  @Test
  void recurringText_isOneObject() {
    byte[] bytes = "http.method http.method".getBytes(StandardCharsets.UTF_8);
    SharedTexts texts = new SharedTexts(bytes, 1 << 20);
    assertThat(texts.text(0, 11)).isEqualTo("http.method").isSameAs(texts.text(12, 11));
    assertThat(texts.value(0, 11))
        .isEqualTo(AttributeValue.of("http.method"))
        .isSameAs(texts.value(12, 11));
  }

  @Test
  void keyOfAnotherMessage_isTheSameObject() {
    byte[] first = "http.method".getBytes(StandardCharsets.UTF_8);
    byte[] second = "a http.method".getBytes(StandardCharsets.UTF_8);
    String text = new SharedTexts(first, 11).text(0, 11);
    assertThat(new SharedTexts(second, 13).text(2, 11)).isSameAs(text);
  }

  @Test
  void laterChangeOfTheMessage_doesNotReachTheKey() {
    byte[] message = "db.statement".getBytes(StandardCharsets.UTF_8);
    String text = new SharedTexts(message, 12).text(0, 12);
    message[0] = 'x';
    assertThat(text).isEqualTo("db.statement");
    assertThat(new SharedTexts(message, 12).text(0, 12)).isEqualTo("xb.statement");
  }

  /** Few letters and all lengths: prefixes of each other, equal beginnings and ends, and every slot hit many times. */
  @Test
  void anyText_isItself(SplittableRandom random) {
    byte[] bytes = new byte[2000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(2));
    }
    SharedTexts texts = new SharedTexts(bytes, 1 << 20);
    for (int round = 0; round < 50_000; round++) {
      int length = random.nextInt(50);
      int offset = random.nextInt(bytes.length - length + 1);
      String expected = new String(bytes, offset, length, StandardCharsets.UTF_8);
      assertThat(texts.text(offset, length)).isEqualTo(expected);
      assertThat(texts.value(offset, length)).isEqualTo(AttributeValue.of(expected));
    }
  }
}
