// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoJsonTagsTest {
  @Test
  void objectOfStrings_isRead() {
    assertThat(GoJsonTags.parse(" { \"a\" : \"b\" , \"\\u00e9\\n\" : \"\\\"\" } "))
        .isEqualTo(Map.of("a", "b", "é\n", "\""));
    assertThat(GoJsonTags.parse("null")).isEmpty();
    assertThat(GoJsonTags.parse("{}")).isEmpty();
    assertThat(GoJsonTags.parse("{\"a\":null}")).isEqualTo(Map.of("a", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | unexpected end of JSON input",
        "{\"a\": | unexpected end of JSON input",
        "{\"a\":\"b\" | unexpected end of JSON input",
        "user:ann | invalid character 'u' looking for beginning of value",
        "{a:1} | invalid character 'a' looking for beginning of object key string",
        "{\"a\" \"b\"} | invalid character '\"' after object key",
        "{\"a\":\"b\" x} | invalid character 'x' after object key:value pair",
        "{\"a\":\"b\",} | invalid character '}' looking for beginning of object key string",
        "{} {} | invalid character '{' after top-level value",
        "{\"a\":tru} | invalid character '}' in literal true (expecting 'e')",
        "{\"a\":\"\\x\"} | invalid character 'x' in string escape code",
        "{\"a\":-x} | invalid character 'x' in numeric literal",
        "[1] | json: cannot unmarshal array into Go value of type map[string]string",
        "5 | json: cannot unmarshal number into Go value of type map[string]string",
        "{\"a\":1} | json: cannot unmarshal number into Go value of type string",
        "{\"a\":[],\"b\":true} | json: cannot unmarshal array into Go value of type string",
        "{\"a\":{\"b\":1}} | json: cannot unmarshal object into Go value of type string"
      })
  void anythingElse_isRefusedInGoWords(String json, String message) {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> GoJsonTags.parse(json))
        .withMessage(message);
  }

  @Test
  void deepNesting_doesNotOverflow() {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> GoJsonTags.parse("[".repeat(100_000)))
        .withMessage("exceeded max depth");
  }
}
