// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
  @Test
  void anyPadding_isOneTrace() {
    TraceId id = new TraceId(0, 0x1f);
    assertThat(TraceId.parse("1f")).isEqualTo(id);
    assertThat(TraceId.parse("000000000000001F")).isEqualTo(id);
    assertThat(TraceId.parse("0000000000000000000000000000001f")).isEqualTo(id);
    assertThat(TraceId.parse("0000000000000001f")).isEqualTo(id);
  }

  @Test
  void spellings_dependOnTheReader() {
    assertThat(new TraceId(0, 0x1f).toJaegerHex()).isEqualTo("000000000000001f");
    assertThat(new TraceId(0, 0x1f).toHex32()).isEqualTo("0000000000000000000000000000001f");
    assertThat(new TraceId(-1, 0).toJaegerHex()).isEqualTo("ffffffffffffffff0000000000000000");
    assertThat(new SpanId(-2).toHex()).isEqualTo("fffffffffffffffe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyz", "123456789012345678901234567890123", "-1", " 1", "１"})
  void otherTexts_areRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TraceId.parse(text));
  }

  @Test
  void order_isUnsigned() {
    assertThat(new TraceId(0, -1)).isGreaterThan(new TraceId(0, 1));
    assertThat(new SpanId(-1)).isGreaterThan(new SpanId(1));
  }
}
