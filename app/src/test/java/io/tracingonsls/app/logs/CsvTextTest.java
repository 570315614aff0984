// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void render_quotesWhatNeedsQuotes() {
    String csv = CsvText.render(
        List.of("a", "b,c"),
        List.of(Map.of("a", "say \"hi\"\nthere", "b,c", "1"), Map.of("b,c", "é")));
    assertThat(csv).isEqualTo("a,\"b,c\"\r\n\"say \"\"hi\"\"\nthere\",1\r\n,é\r\n");
  }

  @Test
  void render_formula_isText() {
    String csv = CsvText.render(
        List.of("v"), List.of(Map.of("v", "=1+1"), Map.of("v", "-1.5e3"), Map.of("v", "@x")));
    assertThat(csv).isEqualTo("v\r\n'=1+1\r\n-1.5e3\r\n'@x\r\n");
  }
}
