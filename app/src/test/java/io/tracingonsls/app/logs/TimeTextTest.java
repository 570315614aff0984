// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.app.cli.UsageException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private final TimeText time =
      new TimeText(Clock.fixed(Instant.ofEpochSecond(1_790_000_000), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "now, 1790000000",
    "-1h, 1789996400",
    "-1h30m, 1789994600",
    "-7d, 1789395200",
    "1700000000, 1700000000",
    "2026-11-25, 1795564800",
    "2026-11-25T10:00:00Z, 1795600800",
    "2026-11-25T10:00:00+08:00, 1795572000"
  })
  void seconds_readsEveryForm(String text, long expected) {
    assertThat(time.seconds("from", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "-1x", "tomorrow", "2026-13-01", "99999999999999", "-9999999999999d"})
  void seconds_notATime_saysWhatIsExpected(String text) {
    assertThatThrownBy(() -> time.seconds("from", text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--from: " + text)
        .hasMessageContaining("expected");
  }

  @Test
  void seconds_farFuture_isNoError() {
    assertThat(time.seconds("to", "9999-12-31")).isPositive();
  }
}
