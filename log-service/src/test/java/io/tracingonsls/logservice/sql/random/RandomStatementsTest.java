// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.SnapshotSource;
import io.tracingonsls.logservice.sql.SqlHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random statements over random logs, in memory and in the column engine, answer what a row by row reading of them does. More rounds:
 * {@code -Dtests.sql.rounds=10000}.
 */
final class RandomStatementsTest {
  private static final long SEED = Long.getLong("tests.seed", 7L);
  private static final int ROUNDS = Integer.getInteger("tests.sql.rounds", 120);
  private static final int ENGINE_ROUNDS = ROUNDS / 4;
  private static final int STATEMENTS = 20;

  @Test
  void statements_answerWhatANaiveReadingDoes() {
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ROUNDS && wrong.size() < 5; round++) {
      Random random = new Random(SEED + round);
      RandomSpans spans = new RandomSpans(random);
      ask(SEED + round, random, spans, spans.log(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void statementsOverTheColumnEngine_answerWhatANaiveReadingDoes(@TempDir Path folder)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ENGINE_ROUNDS && wrong.size() < 5; round++) {
      Random random = new Random(SEED + round);
      RandomSpans spans = new RandomSpans(random);
      try (RandomStore store =
          new RandomStore(folder.resolve("round-" + round), random, spans.log())) {
        ask(SEED + round, random, spans, store, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void ask(
      long seed, Random random, RandomSpans spans, SnapshotSource log, List<String> wrong) {
    SqlHarness harness = new SqlHarness(log, RandomSpans.index(), QueryLimits.DEFAULT);
    for (int i = 0; i < STATEMENTS; i++) {
      Answer answer = RandomQuery.statement(random, spans.relation());
      String difference = difference(harness, answer);
      if (!difference.isEmpty()) {
        wrong.add("-Dtests.seed=" + seed + ": " + difference);
      }
    }
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
