// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each repair by itself; whole chains on captured traces are covered by the replay of golden answers. */
class AdjustersTest {
  private static final TraceId TRACE = new TraceId(0, 0xab);
  private static final Resource HOST_A = host("10.0.0.1");
  private static final Resource HOST_B = host("10.0.0.2");
  private static final Resource NO_HOST = Resource.ofService("svc", Attributes.empty());
  private static final long MS = 1_000_000;

  private static Resource host(String ip) {
    return Resource.ofService("svc", Attributes.of("ip", AttributeValue.of(ip)));
  }

  private static Span.Builder span(long id, long parent, long start, long duration) {
    return Span.builder()
        .traceId(TRACE)
        .spanId(new SpanId(id))
        .parentSpanId(new SpanId(parent))
        .startNanos(start)
        .durationNanos(duration);
  }

  private static TraceSpan at(Resource resource, Span.Builder span) {
    return new TraceSpan(resource, Scope.EMPTY, span.build());
  }

  private static Trace trace(TraceSpan... spans) {
    return new Trace(TRACE, List.of(spans), List.of());
  }

  private static Span only(TraceAdjuster adjuster, Span.Builder span) {
    return adjuster.adjust(trace(at(HOST_A, span))).spans().get(0).span();
  }

  @Test
  void sharedId_movesTheServerBelowTheClient() {
    Trace adjusted = new SharedSpanIdAdjuster()
        .adjust(trace(
            at(HOST_A, span(1, 0, 0, 100)),
            at(HOST_A, span(5, 1, 0, 50).kind(SpanKind.CLIENT)),
            at(HOST_B, span(5, 1, 10, 30).kind(SpanKind.SERVER)),
            at(HOST_B, span(6, 5, 12, 10))));

    assertThat(adjusted.spans())
        .extracting(s -> s.span().spanId().value())
        .containsExactly(1L, 5L, 2L, 6L);
    assertThat(adjusted.spans())
        .extracting(s -> s.span().parentSpanId().value())
        .containsExactly(0L, 1L, 5L, 2L);
  }

  @Test
  void sharedId_overwritesTheReferenceInPlace() {
    List<SpanLink> links = List.of(
        SpanLink.reference(ReferenceType.FOLLOWS_FROM, new TraceId(0, 9), new SpanId(9)),
        SpanLink.reference(ReferenceType.CHILD_OF, TRACE, new SpanId(5)));
    Trace adjusted = new SharedSpanIdAdjuster()
        .adjust(trace(
            at(HOST_A, span(5, 0, 0, 50).kind(SpanKind.CLIENT)),
            at(HOST_B, span(5, 0, 10, 30).kind(SpanKind.SERVER)),
            at(HOST_B, span(6, 5, 12, 10).links(links))));

    assertThat(adjusted.spans().get(2).span().links())
        .containsExactly(
            links.get(0), SpanLink.reference(ReferenceType.CHILD_OF, TRACE, new SpanId(1)));
  }

  @Test
  void sharedId_ofTwoServersAlone_stays() {
    Trace trace = trace(
        at(HOST_A, span(5, 0, 0, 50).kind(SpanKind.SERVER)),
        at(HOST_B, span(5, 0, 10, 30).kind(SpanKind.SERVER)));
    assertThat(new SharedSpanIdAdjuster().adjust(trace)).isEqualTo(trace);
  }

  @Test
  void attributes_areSortedByKeyTypeAndValue() {
    Attributes mixed = Attributes.builder()
        .put("b", 2L)
        .put("a", 1.5)
        .put("a", 1L)
        .put("a", true)
        .put("a", "z")
        .put("a", "y")
        .build();
    Span sorted = only(new AttributeOrderAdjuster(), span(1, 0, 0, 1).attributes(mixed));
    assertThat(sorted.attributes())
        .isEqualTo(Attributes.builder()
            .put("a", "y")
            .put("a", "z")
            .put("a", true)
            .put("a", 1L)
            .put("a", 1.5)
            .put("b", 2L)
            .build());
  }

  @Test
  void eventField_comesFirstInALog() {
    Attributes fields = Attributes.builder()
        .put("z", "1")
        .put("b", "2")
        .put("event", "e")
        .put("a", "3")
        .build();
    Span sorted = only(
        new AttributeOrderAdjuster(),
        span(1, 0, 0, 1)
            .events(List.of(new SpanEvent(1, "", fields), new SpanEvent(2, "named", fields))));
    assertThat(sorted.events().get(0).attributes())
        .isEqualTo(Attributes.builder()
            .put("event", "e")
            .put("a", "3")
            .put("b", "2")
            .put("z", "1")
            .build());
    assertThat(sorted.events().get(1).attributes().key(0)).isEqualTo("a");
  }

  @Test
  void duplicates_areDroppedOnlyWhenEqual() {
    TraceSpan first = at(HOST_A, span(1, 0, 0, 1));
    TraceSpan same = at(host("10.0.0.1"), span(1, 0, 0, 1));
    TraceSpan other = at(HOST_A, span(1, 0, 0, 2));
    assertThat(new DuplicateSpanAdjuster().adjust(trace(first, other, same)).spans())
        .containsExactly(first, other);
  }

  @Test
  void skew_centresAChildOnAnotherHost() {
    Trace adjusted = skew(
        Duration.ofSeconds(10),
        trace(
            at(HOST_A, span(1, 0, 0, 100 * MS)),
            at(
                HOST_B,
                span(2, 1, 500 * MS, 50 * MS)
                    .events(List.of(new SpanEvent(510 * MS, "e", Attributes.empty())))),
            at(HOST_B, span(3, 2, 510 * MS, 10 * MS))));

    Span child = adjusted.spans().get(1).span();
    assertThat(child.startNanos()).isEqualTo(25 * MS);
    assertThat(child.events().get(0).timeNanos()).isEqualTo(35 * MS);
    assertThat(child.warnings()).containsExactly("This span's timestamps were adjusted by -475ms");
    assertThat(adjusted.spans().get(2).span().startNanos()).isEqualTo(35 * MS);
  }

  @Test
  void skew_leavesSpansInsideTheirParentAlone() {
    Trace trace = trace(at(HOST_A, span(1, 0, 0, 100)), at(HOST_B, span(2, 1, 0, 100)));
    assertThat(skew(Duration.ofSeconds(10), trace)).isEqualTo(trace);
  }

  @Test
  void skew_startsALongerChildWithItsParent() {
    Trace adjusted = skew(
        Duration.ofSeconds(10),
        trace(at(HOST_A, span(1, 0, 100 * MS, 10 * MS)), at(HOST_B, span(2, 1, 50 * MS, 20 * MS))));
    assertThat(adjusted.spans().get(1).span().startNanos()).isEqualTo(100 * MS);
  }

  @Test
  void skew_withoutLimit_onlyWarns() {
    Trace adjusted = skew(
        Duration.ZERO,
        trace(at(NO_HOST, span(1, 0, 0, 100 * MS)), at(NO_HOST, span(2, 1, 200 * MS, 50 * MS))));
    Span child = adjusted.spans().get(1).span();
    assertThat(child.startNanos()).isEqualTo(200 * MS);
    assertThat(child.warnings())
        .containsExactly("clock skew adjustment disabled; not applying calculated delta of -175ms");
  }

  @Test
  void skew_beyondTheLimit_isInheritedButNotApplied() {
    Trace adjusted = skew(
        Duration.ofSeconds(1),
        trace(
            at(HOST_A, span(1, 0, 0, 100 * MS)),
            at(HOST_B, span(2, 1, 5_000 * MS, 50 * MS)),
            at(HOST_B, span(3, 2, 5_001 * MS, 1 * MS))));
    assertThat(adjusted.spans().get(2).span().warnings())
        .containsExactly(
            "max clock skew adjustment delta of 1s exceeded; not applying calculated delta of -4.975s");
  }

  @Test
  void skew_namesDuplicatesAndOrphans() {
    Trace adjusted = skew(
        Duration.ZERO,
        trace(
            at(HOST_A, span(1, 0, 0, 1)),
            at(HOST_A, span(1, 0, 0, 2)),
            at(HOST_A, span(2, 0xdead, 0, 1))));
    assertThat(adjusted.spans().get(1).span().warnings())
        .containsExactly("duplicate span IDs; skipping clock skew adjustment");
    assertThat(adjusted.spans().get(2).span().warnings())
        .containsExactly(
            "parent span ID=000000000000dead is not in the trace; skipping clock skew adjustment");
  }

  @Test
  void skew_ofACycle_terminates() {
    Trace trace = trace(
        at(HOST_A, span(1, 1, 0, 1)), at(HOST_A, span(2, 3, 0, 1)), at(HOST_B, span(3, 2, 99, 1)));
    assertThat(skew(Duration.ofSeconds(1), trace)).isEqualTo(trace);
  }

  @Test
  void deepChain_isNoProblem() {
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Resource resource = i % 2 == 0 ? HOST_A : HOST_B;
      spans.add(at(resource, span(i + 1, i, 7L * i * MS, 1_000 * MS - i)));
    }
    Trace adjusted =
        TraceAdjusters.standard(Duration.ofHours(1)).adjust(new Trace(TRACE, spans, List.of()));
    assertThat(adjusted.spans()).hasSize(10_000);
    assertThat(adjusted.spans().get(9_999).span().startNanos()).isLessThan(1_000 * MS);
  }

  @Test
  void hostKey_prefersTheIp() {
    assertThat(HostKey.of(host("1.2.3.4"))).isEqualTo("1.2.3.4");
    assertThat(HostKey.of(Resource.of(Attributes.of("ip", AttributeValue.of(0x0a000001L)))))
        .isEqualTo("10.0.0.1");
    assertThat(HostKey.of(
            Resource.of(Attributes.of("ip", AttributeValue.of(new byte[] {10, 0, 0, 1})))))
        .isEqualTo("10.0.0.1");
    assertThat(HostKey.of(Resource.of(Attributes.of(
            "host.ip", new AttributeValue.ListValue(List.of(AttributeValue.of("h")))))))
        .isEqualTo("h");
    assertThat(HostKey.of(Resource.of(Attributes.of("host.name", AttributeValue.of("n")))))
        .isEqualTo("n");
    assertThat(HostKey.of(NO_HOST)).isEmpty();
  }

  @Test
  void numericIps_becomeReadable() {
    Attributes attributes = Attributes.builder()
        .put("ip", 0x0a000001L)
        .put("peer.ipv4", -1.0)
        .put("other", 0x0a000001L)
        .build();
    Trace adjusted = new IpAttributeAdjuster()
        .adjust(trace(new TraceSpan(
            Resource.of(attributes),
            Scope.EMPTY,
            span(1, 0, 0, 1).attributes(attributes).build())));
    Attributes expected = Attributes.builder()
        .put("ip", "10.0.0.1")
        .put("peer.ipv4", "255.255.255.255")
        .put("other", 0x0a000001L)
        .build();
    assertThat(adjusted.spans().get(0).span().attributes()).isEqualTo(expected);
    assertThat(adjusted.spans().get(0).resource().attributes()).isEqualTo(expected);
  }

  @Test
  void libraryAttributes_moveToTheSharedResource() {
    Attributes library =
        Attributes.builder().put("telemetry.sdk.name", "otel").put("x", "y").build();
    Attributes other = Attributes.of("telemetry.sdk.name", AttributeValue.of("other"));
    Trace adjusted = new LibraryAttributeAdjuster()
        .adjust(trace(
            at(HOST_A, span(1, 0, 0, 1).attributes(library)),
            at(HOST_A, span(2, 0, 0, 1).attributes(other)),
            at(HOST_A, span(3, 0, 0, 1)),
            at(HOST_B, span(4, 0, 0, 1))));

    assertThat(adjusted.spans().get(0).span().attributes())
        .isEqualTo(Attributes.of("x", AttributeValue.of("y")));
    assertThat(adjusted.spans().get(1).span().warnings())
        .containsExactly(
            "conflicting values between Span and Resource for attribute telemetry.sdk.name");
    assertThat(adjusted.spans().get(1).span().attributes()).isEqualTo(other);
    assertThat(adjusted.spans().get(2).resource().attributes().text("telemetry.sdk.name"))
        .isEqualTo("otel");
    assertThat(adjusted.spans().get(2).resource())
        .isSameAs(adjusted.spans().get(0).resource());
    assertThat(adjusted.spans().get(3).resource()).isSameAs(HOST_B);
  }

  @Test
  void referencesToNoTrace_areRemoved() {
    SpanLink empty = SpanLink.reference(ReferenceType.CHILD_OF, TraceId.ZERO, new SpanId(1));
    SpanLink zeroSpan = SpanLink.reference(ReferenceType.FOLLOWS_FROM, TRACE, SpanId.ZERO);
    Span adjusted =
        only(new EmptyReferenceAdjuster(), span(1, 0, 0, 1).links(List.of(empty, zeroSpan)));
    assertThat(adjusted.links()).containsExactly(zeroSpan);
    assertThat(adjusted.warnings()).containsExactly("Invalid span link removed");
  }

  @Test
  void parentReference_comesFirst() {
    SpanLink foreign = SpanLink.reference(ReferenceType.CHILD_OF, new TraceId(0, 1), new SpanId(1));
    SpanLink follows = SpanLink.reference(ReferenceType.FOLLOWS_FROM, TRACE, new SpanId(2));
    SpanLink parent = SpanLink.reference(ReferenceType.CHILD_OF, TRACE, new SpanId(3));
    Span adjusted = only(
        new ParentReferenceAdjuster(), span(9, 3, 0, 1).links(List.of(foreign, follows, parent)));
    assertThat(adjusted.links()).containsExactly(parent, follows, foreign);
  }

  @Test
  void durations_readAsInGo() {
    assertThat(DurationText.of(0)).isEqualTo("0s");
    assertThat(DurationText.of(-1_750 * MS)).isEqualTo("-1.75s");
    assertThat(DurationText.of(500 * MS)).isEqualTo("500ms");
    assertThat(DurationText.of(60_000 * MS)).isEqualTo("1m0s");
    assertThat(DurationText.of(250_000)).isEqualTo("250µs");
    assertThat(DurationText.of(1)).isEqualTo("1ns");
    assertThat(DurationText.of(-(59 * 60_000L + 59_750) * MS)).isEqualTo("-59m59.75s");
    assertThat(DurationText.of(3_600_000 * MS)).isEqualTo("1h0m0s");
    assertThat(DurationText.of(Long.MIN_VALUE)).isEqualTo("-2562047h47m16.854775808s");
  }

  private static Trace skew(Duration max, Trace trace) {
    return new ClockSkewAdjuster(max).adjust(trace);
  }
}
