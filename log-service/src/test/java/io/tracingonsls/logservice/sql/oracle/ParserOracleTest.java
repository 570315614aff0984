// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.prestosql.sql.parser.ParsingException;
import io.prestosql.sql.parser.ParsingOptions;
import io.prestosql.sql.parser.ParsingOptions.DecimalLiteralTreatment;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.syntax.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Our parser against Presto's on random statements: both read the same structure from what the dialect allows, and both refuse the
 * same damaged statements but for {@link Differences}. More rounds: {@code -Dtests.oracle.rounds=100000}.
 */
final class ParserOracleTest {
  private static final long SEED = Long.getLong("tests.seed", 7L);
  private static final int ROUNDS = Integer.getInteger("tests.oracle.rounds", 200);
  private static final int MUTATIONS = 3;

  private final io.prestosql.sql.parser.SqlParser presto = new io.prestosql.sql.parser.SqlParser();
  private final ParsingOptions options = new ParsingOptions(DecimalLiteralTreatment.AS_DOUBLE);

  @Test
  void statements_haveTheStructureThatPrestoSees() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      String sql = Spelling.join(RandomStatement.tokens(random), random);
      assertThat(ours(sql)).as("-Dtests.seed=%d: %s", SEED + round, sql).isEqualTo(prestos(sql));
    }
  }

  @Test
  void damagedStatements_areRefusedWherePrestoRefusesThem() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      List<String> tokens = RandomStatement.tokens(random);
      for (int i = 0; i < MUTATIONS; i++) {
        String sql = String.join(" ", damaged(tokens, random));
        String complaint = complaint(sql);
        assertThat(complaint).as("-Dtests.seed=%d: %s", SEED + round, sql).isEmpty();
      }
    }
  }

  /** What is unexplained about the two parsers' answers to a statement; empty when nothing is. */
  private String complaint(String sql) {
    String ourError = "";
    String ours = "";
    try {
      ours = ours(sql);
    } catch (QueryException e) {
      ourError = e.getMessage();
    }
    try {
      String theirs = prestos(sql);
      if (!ourError.isEmpty()) {
        return Differences.mayRefuse(ourError, sql) ? "" : "refused: " + ourError;
      }
      return ours.equals(theirs) ? "" : "structure:\n" + ours + "\n" + theirs;
    } catch (ParsingException e) {
      return !ourError.isEmpty() || Differences.mayAccept(e.getMessage(), sql)
          ? ""
          : "accepted: " + e.getMessage();
    } catch (UnsupportedOperationException e) {
      return ourError.isEmpty() ? "accepted what our tree has no place for: " + e.getMessage() : "";
    }
  }

  private static List<String> damaged(List<String> tokens, Random random) {
    List<String> damaged = new ArrayList<>(tokens);
    int at = random.nextInt(damaged.size());
    switch (random.nextInt(4)) {
      case 0 -> damaged.remove(at);
      case 1 -> damaged.add(at, damaged.get(random.nextInt(damaged.size())));
      case 2 -> damaged.set(at, damaged.get(random.nextInt(damaged.size())));
      default -> {
        int other = random.nextInt(damaged.size());
        String token = damaged.set(at, damaged.get(other));
        damaged.set(other, token);
      }
    }
    return damaged;
  }

  private static String ours(String sql) {
    return OurShape.query(SqlParser.parse(sql).query());
  }

  private String prestos(String sql) {
    return PrestoShape.of(presto.createStatement(sql, options));
  }
}
