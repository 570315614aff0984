// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.sql.SqlHarness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random statements over random logs answer what a row by row reading of them does. */
final class RandomStatementsTest {
  private static final long SEED = Long.getLong("tests.seed", 7L);
  private static final int ROUNDS = 150;
  private static final int STATEMENTS = 20;

  @Test
  void statements_answerWhatANaiveReadingDoes() {
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ROUNDS && wrong.size() < 5; round++) {
      Random random = new Random(SEED + round);
      RandomSpans spans = new RandomSpans(random);
      SqlHarness harness = new SqlHarness(spans.log(), RandomSpans.index());
      for (int i = 0; i < STATEMENTS; i++) {
        Answer answer = new RandomQuery(random, spans.relation()).top();
        String difference = difference(harness, answer);
        if (!difference.isEmpty()) {
          wrong.add("-Dtests.seed=" + (SEED + round) + ": " + difference);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String difference(SqlHarness harness, Answer answer) {
    List<List<String>> expected = answer.cells();
    List<List<String>> actual;
    try {
      actual = harness.rows(answer.sql());
    } catch (RuntimeException e) {
      return answer.sql() + "\n  fails: " + e;
    }
    boolean same =
        answer.ordered() ? expected.equals(actual) : sorted(expected).equals(sorted(actual));
    return same ? "" : answer.sql() + "\n  expected " + expected + "\n  but was  " + actual;
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(Comparator.comparing(Object::toString)).toList();
  }
}
