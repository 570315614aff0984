// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CatalogReader.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every service and operation is listed, by its exact name. */
public abstract class CatalogContract extends StorageContract {
  @Test
  void services_listEveryName() {
    List<TraceSpan> spans = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      spans.add(maker.span(maker.unique(text), SpanMaker.traceId(), builder -> builder));
    }
    store(spans);
    List<String> expected =
        spans.stream().map(span -> span.resource().serviceName()).toList();
    Eventually.holds(
        PATIENCE,
        () -> assertThat(storage().catalogReader().services(read()))
            .containsAll(expected)
            .isSorted()
            .doesNotHaveDuplicates());
  }

  @Test
  void operations_listNamesAndKinds() {
    String service = maker.unique("svc");
    store(List.of(
        maker.span(
            service, SpanMaker.traceId(), builder -> builder.name("a").kind(SpanKind.SERVER)),
        maker.span(
            service, SpanMaker.traceId(), builder -> builder.name("a").kind(SpanKind.CLIENT)),
        maker.span(
            service,
            SpanMaker.traceId(),
            builder -> builder
                .name("b")
                .attributes(Attributes.builder().put("span.kind", "server").build())),
        maker.span(service, SpanMaker.traceId(), builder -> builder.name("c")),
        maker.span(maker.unique("other"), SpanMaker.traceId(), builder -> builder.name("d"))));
    Eventually.holds(
        PATIENCE,
        () -> assertThat(storage().catalogReader().operations(service, null, read()))
            .containsExactly(
                new Operation("a", SpanKind.SERVER),
                new Operation("a", SpanKind.CLIENT),
                new Operation("b", SpanKind.SERVER),
                new Operation("c", SpanKind.UNSPECIFIED)));
    assertThat(storage().catalogReader().operations(service, SpanKind.SERVER, read()))
        .containsExactly(new Operation("a", SpanKind.SERVER), new Operation("b", SpanKind.SERVER));
  }

  @Test
  void manyOperations_areAllListed() {
    String service = maker.unique("svc");
    List<TraceSpan> spans = IntStream.range(0, 350)
        .mapToObj(i -> maker.span(service, SpanMaker.traceId(), builder -> builder.name("op" + i)))
        .toList();
    store(spans);
    Eventually.holds(
        PATIENCE,
        () -> assertThat(storage().catalogReader().operations(service, null, read()))
            .hasSize(350));
  }

  @Test
  void hostileServiceName_listsItsOwnOperationsOnly() {
    String hostile = maker.unique("' or \"1\"=\"1");
    store(List.of(
        maker.span(hostile, SpanMaker.traceId(), builder -> builder.name("mine")),
        maker.span(
            maker.unique("other"), SpanMaker.traceId(), builder -> builder.name("not mine"))));
    Eventually.holds(
        PATIENCE,
        () -> assertThat(storage().catalogReader().operations(hostile, null, read()))
            .extracting(Operation::name)
            .containsExactly("mine"));
  }

  @Test
  void unknownService_hasNoOperations() {
    assertThat(storage().catalogReader().operations(maker.unique("nobody"), null, read()))
        .isEmpty();
  }
}
