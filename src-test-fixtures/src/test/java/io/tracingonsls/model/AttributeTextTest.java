// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTextTest {
  @ParameterizedTest
  @CsvSource({
    "72.5, 72.5",
    "3.0, 3",
    "-0.0, -0",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e300, 1.5e+300",
    "0.0001, 0.0001",
    "0.00001234, 1.234e-05",
    "4.9e-324, 5e-324",
    "2e-3, 0.002",
    "1e23, 1e+23",
    "NaN, NaN",
    "-Infinity, -Inf"
  })
  void doubles_readAsGoPrintsThem(double value, String text) {
    assertThat(AttributeText.ofDouble(value)).isEqualTo(text);
  }

  @Test
  void listsAndMaps_readAsJson() {
    AttributeValue value = new AttributeValue.ListValue(List.of(
        AttributeValue.of("a\"\n\u0001"),
        AttributeValue.of(2),
        AttributeValue.of(Double.NaN),
        AttributeValue.EmptyValue.INSTANCE,
        new AttributeValue.MapValue(Attributes.of("k", AttributeValue.of(new byte[] {1, 2})))));
    assertThat(value.asText()).isEqualTo("[\"a\\\"\\n\\u0001\",2,\"NaN\",null,{\"k\":\"AQI=\"}]");
  }
}
