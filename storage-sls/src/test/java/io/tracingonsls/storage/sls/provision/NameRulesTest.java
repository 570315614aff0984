// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each broken rule is named. */
class NameRulesTest {
  @Test
  void goodNames_pass() {
    assertThatCode(() -> NameRules.checkProject("p", "abc")).doesNotThrowAnyException();
    assertThatCode(() -> NameRules.checkProject("p", "1-a-9")).doesNotThrowAnyException();
    assertThatCode(() -> NameRules.checkLogstore("l", "a_b-c")).doesNotThrowAnyException();
    assertThatCode(() -> NameRules.checkProject("p", "a".repeat(63))).doesNotThrowAnyException();
  }

  /** The chart's schema is checked with the same list. */
  @Test
  void namesOfTheChartsList_getItsVerdicts() throws Exception {
    Path list = Path.of("..", "charts", "tests", "names.txt");
    for (String line : Files.readAllLines(list)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ", -1);
        assertThat(accepted(() -> NameRules.checkProject("p", words[0])))
            .as("project %s", line)
            .isEqualTo(words[1].equals("yes"));
        assertThat(accepted(() -> NameRules.checkLogstore("l", words[0])))
            .as("Logstore %s", line)
            .isEqualTo(words[2].equals("yes"));
      }
    }
  }

  private static boolean accepted(Runnable check) {
    try {
      check.run();
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void brokenRules_areNamed() {
    broken("ab", "3 to 63 characters, this has 2");
    broken("a".repeat(64), "3 to 63 characters, this has 64");
    broken("Abc", "only lower-case letters, digits and hyphens");
    broken("a_c", "only lower-case letters, digits and hyphens");
    broken("-abc", "a lower-case letter or digit at the start");
    broken("abc-", "a lower-case letter or digit at the end");
    broken("a\nb", "only lower-case letters, digits and hyphens");
    assertThatThrownBy(() -> NameRules.checkLogstore("l", "_ab"))
        .hasMessageContaining("at the start");
  }

  private static void broken(String name, String rule) {
    assertThatThrownBy(() -> NameRules.checkProject("aliyun-log.project", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("aliyun-log.project: ")
        .hasMessageContaining(rule);
  }
}
