// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void render_alignsColumns() {
    String table = TextTable.render(
        List.of("service", "spans"),
        List.of(Map.of("service", "details", "spans", "12"), Map.of("service", "x")));
    assertThat(table).isEqualTo("""
            service  spans
            details  12
            x       \s
            """.replace("x       \n", "x        \n"));
  }

  @Test
  void render_hostileValue_cannotMoveTheCursor() {
    String table = TextTable.render(List.of("v"), List.of(Map.of("v", "a\u001b[2J\r\n\u202Eb")));
    assertThat(table.substring(2)).isEqualTo("a [2J   b\n");
  }

  @Test
  void render_longValue_isCut() {
    String table = TextTable.render(List.of("v"), List.of(Map.of("v", "y".repeat(500))));
    assertThat(table.lines().skip(1).findFirst().orElse("")).hasSize(60).endsWith("…");
  }
}
