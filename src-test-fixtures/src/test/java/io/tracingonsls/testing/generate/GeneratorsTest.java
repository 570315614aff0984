// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.junit.SeedExtension;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class GeneratorsTest {
  @Test
  void batch_sameSeed_isEqual(SplittableRandom random) {
    long seed = random.nextLong();
    SpanBatch batch = new SeededSpans(seed).batch(100);
    assertThat(new SeededSpans(seed).batch(100)).isEqualTo(batch);
    assertThat(batch.spanCount()).isEqualTo(100);
  }

  @Test
  void batch_usesEveryField(SeededSpans seeded) {
    List<TraceSpan> spans = seeded.batch(2_000).flatten();
    assertThat(spans).anyMatch(span -> span.resource().droppedAttributesCount() > 0);
    assertThat(spans).anyMatch(span -> !span.scope().name().isEmpty());
    assertThat(spans).anyMatch(span -> !span.span().warnings().isEmpty());
    assertThat(spans).anyMatch(span -> !span.span().traceState().isEmpty());
    assertThat(spans).anyMatch(span -> span.span().jaegerFlags() != 0);
    assertThat(spans).anyMatch(span -> span.span().status().isError());
    Set<Class<?>> kinds = new HashSet<>();
    for (TraceSpan span : spans) {
      span.span().attributes().forEach(attribute -> kinds.add(attribute.value().getClass()));
    }
    assertThat(kinds).hasSize(8);
  }

  @Test
  void texts_areValidUnicode(SplittableRandom random) {
    SeededTexts texts = new SeededTexts(random);
    for (int i = 0; i < 2_000; i++) {
      String text = texts.next();
      assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(text);
    }
  }

  @Test
  void shapes_areOneTraceEach(SplittableRandom random) {
    TraceShapes shapes = new TraceShapes(random.nextLong());
    for (SpanBatch batch : List.of(
        shapes.fanOut(50),
        shapes.deep(50),
        shapes.cyclic(),
        shapes.orphan(),
        shapes.skewed(),
        shapes.huge(500),
        shapes.duplicate())) {
      assertThat(batch.flatten().stream()
              .map(span -> span.span().traceId())
              .collect(Collectors.toSet()))
          .hasSize(1);
    }
  }
}
