// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttributesTest {
  @Test
  void clearedBuilder_leavesWhatItBuiltBefore() {
    Attributes.Builder builder = Attributes.builder(1).put("a", 1).put("b", "two");
    Attributes first = builder.build();
    Attributes second = builder.clear().put("c", true).build();
    assertThat(first).hasToString("[a=LongValue[value=1], b=StringValue[value=two]]");
    assertThat(second).isEqualTo(Attributes.of("c", AttributeValue.of(true)));
    assertThat(builder.clear().build()).isSameAs(Attributes.empty());
  }
}
