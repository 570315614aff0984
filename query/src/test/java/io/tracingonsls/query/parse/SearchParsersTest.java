// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.server.http.QueryParameters;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the golden answers do not show: defaults, caps, and our own parameters. */
class SearchParsersTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC);
  private static final long NOW = 1_000_000_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final LegacySearchParser legacy = new LegacySearchParser(QueryLimits.DEFAULTS, CLOCK);
  private final V3SearchParser v3 = new V3SearchParser(QueryLimits.DEFAULTS, CLOCK);

  private static Parameters parameters(String query) {
    return new Parameters(QueryParameters.parse(query));
  }

  private TraceSearch legacy(String query) {
    return legacy.parse(parameters(query)).search();
  }

  @Test
  void noTimes_meanTheLastHour() {
    assertThat(legacy("service=a").query().start()).isEqualTo(new TimeRange(NOW - HOUR, NOW + 999));
    assertThat(v3.parse(parameters("query.serviceName=a")).query().start())
        .isEqualTo(new TimeRange(NOW - HOUR, NOW));
  }

  @Test
  void limit_isCappedWithANotice() {
    TraceSearch search = legacy("limit=99999");
    assertThat(search.query().limit()).isEqualTo(1_500);
    assertThat(search.notices())
        .containsExactly("limit: 99999 is more than this server allows, 1500 was used");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=-1", "start=2&end=1", "start=9223372036854775807", "start=-5"})
  void nonsense_isRefused(String query) {
    assertThatExceptionOfType(BadParameterException.class).isThrownBy(() -> legacy(query));
  }

  @Test
  void hugeEnd_doesNotOverflow() {
    assertThat(legacy("start=1&end=9223372036854775807").query().start())
        .isEqualTo(new TimeRange(1_000, Long.MAX_VALUE));
  }

  @Test
  void tooManyTags_areRefused() {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      query.append("&tag=k").append(i).append(":v");
    }
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> legacy(query.toString()));
  }

  @Test
  void query_joinsTheTags() {
    SpanPredicate predicate = legacy("tag=a:b:c&query=d=e").query().predicate();
    assertThat(predicate)
        .isEqualTo(new SpanPredicate.And(List.of(
            new SpanPredicate.And(List.of(SpanPredicate.attribute("a", "b:c"))),
            SpanPredicate.attribute("d", "e"))));
  }

  @Test
  void camelCase_winsOverSnakeCase() {
    TraceSearch search = v3.parse(parameters(
        "query.service_name=b&query.serviceName=a&query.num_traces=7&query.raw_traces=true"));
    assertThat(search.query().service()).isEqualTo("a");
    assertThat(search.query().limit()).isEqualTo(7);
    assertThat(search.raw()).isTrue();
  }

  @Test
  void filter_standsAlone() {
    String filter =
        "query.filter=%7B%22op%22:%22exists%22,%22args%22:%5B%7B%22attr%22:%7B%22key%22:%22a%22%7D%7D%5D%7D";
    assertThat(v3.parse(parameters(filter)).query().predicate())
        .isEqualTo(new SpanPredicate.Exists(SpanField.attribute("a")));
    for (String other : List.of(
        "query.serviceName=a",
        "query.operation_name=a",
        "query.durationMin=1s",
        "query.attributes=%7B%22a%22:%22b%22%7D")) {
      assertThatExceptionOfType(BadParameterException.class)
          .isThrownBy(() -> v3.parse(parameters(filter + "&" + other)))
          .withMessageContaining("cannot be combined");
    }
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> v3.parse(parameters("query.filter={}")))
        .withMessageStartingWith("malformed parameter query.filter: ");
  }

  @Test
  void lookupTimes_areAHintOnlyTogether() {
    assertThat(legacy.parseLookup("ab", parameters("start=1")).hint()).isNull();
    assertThat(legacy.parseLookup("ab", parameters("start=1&end=2")).hint())
        .isEqualTo(TimeRange.ofMicros(1, 2));
  }

  @Test
  void metrics_haveJaegerDefaults() {
    MetricsQuery query = new MetricsParser(CLOCK).parse(parameters("service=a"));
    assertThat(query.kinds()).containsExactly(SpanKind.SERVER);
    assertThat(query.range()).isEqualTo(new TimeRange(NOW - HOUR, NOW));
    assertThat(query.step()).isEqualTo(Duration.ofSeconds(5));
    assertThat(query.ratePer()).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step=0",
        "step=-1",
        "ratePer=0",
        "lookback=-1",
        "endTs=-1",
        "step=1&lookback=9999999999"
      })
  void metrics_refuseNonsense(String query) {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> new MetricsParser(CLOCK).parse(parameters("service=a&" + query)));
  }

  @Test
  void dependencies_coverADayByDefault() {
    assertThat(new DependencyParser(CLOCK).parse(parameters("")).range())
        .isEqualTo(new TimeRange(NOW - 24 * HOUR, NOW));
    assertThat(new DependencyParser(CLOCK)
            .parse(parameters("lookback=9223372036854775807"))
            .range()
            .fromNanos())
        .isZero();
  }
}
