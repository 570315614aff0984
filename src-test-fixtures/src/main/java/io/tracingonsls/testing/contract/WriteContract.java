// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Written spans come back equal, whatever they hold, and receipts tell the truth. */
public abstract class WriteContract extends StorageContract {
  @Test
  void spanWithEveryField_comesBackEqual() {
    TraceSpan span = fullSpan(SpanMaker.traceId());
    store(List.of(span));
    assertThat(fetch(span.span().traceId())).containsExactly(span);
  }

  @Test
  void jaegerSpan_keepsTagsReferencesAndLogsVerbatim() {
    TraceId id = SpanMaker.traceId();
    SpanId parent = SpanMaker.spanId();
    Attributes tags = Attributes.builder()
        .put("span.kind", "server")
        .put("error", true)
        .put("repeated", "one")
        .put("repeated", 2)
        .put("repeated", AttributeValue.of(new byte[] {0, 1, -1}))
        .build();
    Resource process = Resource.ofService(
        maker.unique("svc"),
        Attributes.builder()
            .put("hostname", "h1")
            .put("ip", 12)
            .put("service.name", "decoy")
            .build());
    TraceSpan span = maker.span(
        process,
        Scope.EMPTY,
        id,
        builder -> builder
            .parentSpanId(parent)
            .jaegerFlags(3)
            .attributes(tags)
            .events(List.of(
                new SpanEvent(
                    maker.baseNanos() + 2_000,
                    "",
                    Attributes.builder().put("n", 1).put("event", "late").build()),
                new SpanEvent(maker.baseNanos() + 1_000, "", Attributes.empty()),
                new SpanEvent(maker.baseNanos() + 1_000, "", Attributes.empty())))
            .links(List.of(
                SpanLink.reference(
                    ReferenceType.FOLLOWS_FROM, SpanMaker.traceId(), SpanMaker.spanId()),
                SpanLink.reference(ReferenceType.CHILD_OF, id, parent),
                SpanLink.reference(ReferenceType.CHILD_OF, id, SpanMaker.spanId())))
            .warnings(List.of("clock skew", "")));
    store(List.of(span));
    assertThat(fetch(id)).containsExactly(span);
  }

  @Test
  void followsFromParent_staysFollowsFrom() {
    TraceId id = SpanMaker.traceId();
    SpanId parent = SpanMaker.spanId();
    TraceSpan span = maker.span(
        maker.unique("svc"),
        id,
        builder -> builder
            .parentSpanId(parent)
            .links(List.of(SpanLink.reference(ReferenceType.FOLLOWS_FROM, id, parent))));
    store(List.of(span));
    assertThat(fetch(id)).containsExactly(span);
  }

  @Test
  void everyKindOfValue_comesBackWithItsType() {
    TraceSpan span = maker.span(
        maker.unique("svc"), SpanMaker.traceId(), builder -> builder.attributes(values()));
    store(List.of(span));
    assertThat(fetch(span.span().traceId())).containsExactly(span);
  }

  @Test
  void hostileTexts_comeBackEqual() {
    Attributes.Builder texts = Attributes.builder();
    int i = 0;
    for (String text : HostileTexts.ALL) {
      texts.put("t" + i++, text).put("key " + text, "v");
    }
    TraceSpan span = maker.span(
        maker.unique("svc"),
        SpanMaker.traceId(),
        builder -> builder.name("op \"'\\|%:/ \n 追踪").attributes(texts.build()));
    store(List.of(span));
    assertThat(fetch(span.span().traceId())).containsExactly(span);
  }

  @Test
  void emptyAndAbsentAreDifferent() {
    TraceSpan span = maker.span(
        Resource.of(Attributes.builder()
            .put("service.name", maker.unique("svc"))
            .put("empty", "")
            .build()),
        new Scope("", "1.0", Attributes.empty(), 0, ""),
        SpanMaker.traceId(),
        builder -> builder.name("").attributes(Attributes.of("", AttributeValue.of(""))));
    store(List.of(span));
    assertThat(fetch(span.span().traceId())).containsExactly(span);
  }

  @Test
  void nanosecondsAreKept() {
    TraceSpan span = maker.span(
        maker.unique("svc"),
        SpanMaker.traceId(),
        builder -> builder.startNanos(maker.baseNanos() + 123_456_789).durationNanos(999));
    store(List.of(span));
    assertThat(fetch(span.span().traceId())).containsExactly(span);
  }

  @Test
  void sixtyFourBitAndLeadingZeroIds_areKept() {
    List<TraceSpan> spans = new ArrayList<>();
    for (TraceId id : List.of(
        new TraceId(0, SpanMaker.spanId().value()),
        new TraceId(0, SpanMaker.spanId().value() >>> 12),
        new TraceId(SpanMaker.spanId().value() >>> 9, SpanMaker.spanId().value()))) {
      spans.add(maker.span(maker.unique("svc"), id, builder -> builder.spanId(new SpanId(0xcd))));
    }
    store(spans);
    for (TraceSpan span : spans) {
      assertThat(fetch(span.span().traceId())).containsExactly(span);
    }
  }

  @Test
  void largeBatch_isStoredWhole() {
    List<TraceSpan> spans = new ArrayList<>();
    TraceId id = SpanMaker.traceId();
    for (int i = 0; i < 6_000; i++) {
      int number = i;
      spans.add(maker.span(
          maker.unique("svc"),
          id,
          builder -> builder
              .startNanos(maker.baseNanos() + number * 1_000L)
              .attributes(Attributes.of("n", AttributeValue.of(number)))));
    }
    store(spans);
    assertThat(fetch(id)).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void emptyBatch_isAccepted() {
    WriteReceipt receipt = get(storage().spanWriter().write(SpanBatch.EMPTY, write()));
    assertThat(receipt.accepted()).isZero();
  }

  @Test
  void manyWritersAtOnce_loseNothing() {
    List<CompletionStage<WriteReceipt>> receipts = new ArrayList<>();
    List<TraceSpan> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      TraceSpan span = maker.span(maker.unique("svc"), SpanMaker.traceId(), builder -> builder);
      all.add(span);
      receipts.add(storage().spanWriter().write(SpanMaker.batch(List.of(span)), write()));
    }
    receipts.forEach(receipt -> assertThat(get(receipt).accepted()).isEqualTo(1));
    awaitVisible(SpanMaker.batch(all));
    get(storage().spanWriter().flush());
  }

  private TraceSpan fullSpan(TraceId id) {
    Resource resource = new Resource(
        Attributes.builder()
            .put("service.name", maker.unique("svc"))
            .put("host.name", "h1")
            .put("host.cpus", 8)
            .put(
                "tags",
                new AttributeValue.ListValue(List.of(AttributeValue.of("a"), AttributeValue.of(1))))
            .build(),
        2,
        "https://opentelemetry.io/schemas/1.24.0");
    Scope scope = new Scope(
        "lib", "1.2", Attributes.of("scope.key", AttributeValue.of(7)), 1, "https://schema/scope");
    SpanLink link = new SpanLink(
        SpanMaker.traceId(), SpanMaker.spanId(), ReferenceType.NONE, "k=v", 0x301, values(), 4);
    return maker.span(
        resource,
        scope,
        id,
        builder -> builder
            .parentSpanId(SpanMaker.spanId())
            .traceState("vendor=1,other=2")
            .traceFlags(0x101)
            .name("GET /orders/{id}")
            .kind(SpanKind.CONSUMER)
            .startNanos(maker.baseNanos() + 1)
            .durationNanos(1_234_567)
            .attributes(values())
            .droppedAttributesCount(3)
            .events(List.of(new SpanEvent(maker.baseNanos() + 7, "exception", values(), 5)))
            .droppedEventsCount(6)
            .links(List.of(link))
            .droppedLinksCount(7)
            .status(new SpanStatus(SpanStatus.Code.ERROR, "it broke"))
            .warnings(List.of("odd")));
  }

  private static Attributes values() {
    return Attributes.builder()
        .put("text", "v")
        .put("true", true)
        .put("false", false)
        .put("int", 123)
        .put("int.min", Long.MIN_VALUE)
        .put("int.beyond.2^53", (1L << 53) + 1)
        .put("double", 72.5)
        .put("double.integral", 3.0)
        .put("double.tiny", Double.MIN_VALUE)
        .put("double.huge", 1e300)
        .put("double.negative.zero", -0.0)
        .put("nan", Double.NaN)
        .put("infinity", Double.NEGATIVE_INFINITY)
        .put("bytes", AttributeValue.of(new byte[] {0, 0, 48, 57, -1}))
        .put("bytes.empty", AttributeValue.of(new byte[0]))
        .put("empty", AttributeValue.EmptyValue.INSTANCE)
        .put(
            "list",
            new AttributeValue.ListValue(List.of(
                AttributeValue.of("a"),
                AttributeValue.of(2),
                AttributeValue.of(2.0),
                AttributeValue.of(new byte[] {1}))))
        .put("list.empty", new AttributeValue.ListValue(List.of()))
        .put(
            "map",
            new AttributeValue.MapValue(Attributes.builder()
                .put("x", 1)
                .put("y", new AttributeValue.MapValue(Attributes.of("z", AttributeValue.of(true))))
                .build()))
        .put("number.as.text", "123")
        .build();
  }
}
