// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
