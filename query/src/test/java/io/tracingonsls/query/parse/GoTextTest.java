// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.model.TraceId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, durations, times and ids are read and refused as Go does. */
class GoTextTest {
  private static void refuses(ThrowingCallable call, String message) {
    assertThatExceptionOfType(BadParameterException.class).isThrownBy(call).withMessage(message);
  }

  @Test
  void int64_readsItsWholeRange() {
    assertThat(GoNumbers.parseInt64("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(GoNumbers.parseInt64("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(GoNumbers.parseInt64("+007")).isEqualTo(7);
    refuses(
        () -> GoNumbers.parseInt64("9223372036854775808"),
        "strconv.ParseInt: parsing \"9223372036854775808\": value out of range");
    refuses(
        () -> GoNumbers.parseInt64("-9223372036854775809"),
        "strconv.ParseInt: parsing \"-9223372036854775809\": value out of range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "+", "1.5", "1e3", "0x1", " 1", "1_000", "１"})
  void int64_refusesWhatIsNoNumber(String text) {
    refuses(
        () -> GoNumbers.parseInt64(text),
        "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
  }

  @Test
  void int32_hasItsOwnRange() {
    assertThat(GoNumbers.parseInt32("2147483647")).isEqualTo(Integer.MAX_VALUE);
    refuses(
        () -> GoNumbers.parseInt32("2147483648"),
        "strconv.ParseInt: parsing \"2147483648\": value out of range");
  }

  @Test
  void messages_quoteAsGoDoes() {
    refuses(
        () -> GoNumbers.parseBool("a\"b\\\n\u0001é\u200b"),
        "strconv.ParseBool: parsing \"a\\\"b\\\\\\n\\x01é\\u200b\": invalid syntax");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "t,true", "True,true", "F,false", "false,false", "0,false"})
  void bool_readsGoSpellings(String text, boolean value) {
    assertThat(GoNumbers.parseBool(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"0.95,0.95", "1e-3,0.001", ".5,0.5", "5.,5", "-2,-2"})
  void float64_readsDecimals(String text, double value) {
    assertThat(GoNumbers.parseFloat(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1d", "0x1p", "1e", "--1"})
  void float64_refusesTheRest(String text) {
    refuses(
        () -> GoNumbers.parseFloat(text),
        "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2s,1200000000",
    "100ms,100000000",
    "500us,500000",
    "500µs,500000",
    "500μs,500000",
    "1h2m,3720000000000",
    "0,0",
    "-1s,-1000000000",
    "+5ns,5",
    "1.s,1000000000",
    ".5s,500000000",
    "0.000000001s,1",
    "2562047h47m16.854775807s,9223372036854775807",
    "-2562047h47m16.854775808s,-9223372036854775808"
  })
  void duration_readsParts(String text, long nanos) {
    assertThat(GoDuration.parseNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "-", ".s", "2562047h47m16.854775808s", "9223372036854775808ns", "1e3s"})
  void duration_refusesWhatIsNone(String text) {
    String message = text.equals("1e3s")
        ? "time: unknown unit \"e\" in duration \"1e3s\""
        : "time: invalid duration \"" + text + "\"";
    refuses(() -> GoDuration.parseNanos(text), message);
  }

  @Test
  void duration_namesMissingAndUnknownUnits() {
    refuses(() -> GoDuration.parseNanos("5"), "time: missing unit in duration \"5\"");
    refuses(
        () -> GoDuration.parseNanos("5é"),
        "time: unknown unit \"\\xc3\\xa9\" in duration \"5\\xc3\\xa9\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,0",
    "2026-11-20T10:00:00.5Z,1795168800500000000",
    "2026-11-20T18:00:00+08:00,1795168800000000000",
    "2026-11-20T10:00:00.123456789123Z,1795168800123456789",
    "0001-01-01T00:00:00Z,-9223372036854775808",
    "9999-12-31T23:59:59Z,9223372036854775807"
  })
  void time_readsRfc3339(String text, long nanos) {
    assertThat(GoTime.parseRfc3339Nanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-13-01T00:00:00Z,: month out of range",
    "2026-02-30T00:00:00Z,: day out of range",
    "2026-02-01T24:00:00Z,: hour out of range",
    "2026-02-01T00:00:00Zx,: extra text: \"x\""
  })
  void time_namesWhatIsOutOfRange(String text, String why) {
    refuses(() -> GoTime.parseRfc3339Nanos(text), "parsing time \"" + text + "\"" + why);
  }

  @Test
  void time_namesTheElementThatDoesNotFit() {
    refuses(
        () -> GoTime.parseRfc3339Nanos("2026-11-20 10:00"),
        "parsing time \"2026-11-20 10:00\" as \"2006-01-02T15:04:05.999999999Z07:00\":"
            + " cannot parse \" 10:00\" as \"T\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "AB",
        "00000000000000ab",
        "0000000000000000000000000000000000ab",
        "AAAAAAAAAAAAAAAAAAAAqw==",
        "AAAAAAAAAAAAAAAAAAAAqw"
      })
  void traceId_acceptsEverySpelling(String text) {
    if (text.length() > 32) {
      refuses(
          () -> TraceIds.parse(text), "TraceID cannot be longer than 32 hex characters: " + text);
    } else {
      assertThat(TraceIds.parse(text)).isEqualTo(new TraceId(0, 0xab));
    }
  }

  @Test
  void traceId_keepsBothHalves() {
    assertThat(TraceIds.parse("4bf92f3577b34da6a3ce929d0e0e4736"))
        .isEqualTo(new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L));
    assertThat(TraceIds.parse("_____________________w")).isEqualTo(new TraceId(-1, -1));
  }

  @Test
  void pageToken_survivesItsText() {
    var match = new io.tracingonsls.storage.TraceMatch(new TraceId(1, 2), -5);
    assertThat(PageToken.parse(PageToken.of(match))).isEqualTo(match);
    for (String bad :
        new String[] {"", "-", "1-2", "x".repeat(40), "9999999999999999999-" + "0".repeat(32)}) {
      assertThatExceptionOfType(BadParameterException.class).isThrownBy(() -> PageToken.parse(bad));
    }
  }
}
