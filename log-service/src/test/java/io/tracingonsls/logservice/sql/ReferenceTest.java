// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.exec.Aggregates;
import io.tracingonsls.logservice.sql.exec.WindowFunctions;
import io.tracingonsls.logservice.sql.function.FunctionContext;
import io.tracingonsls.logservice.sql.function.Functions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference page is true: its examples run, what it calls refused is refused, and no function is missing from it. */
final class ReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "sql-reference.md");
  private static final Pattern EXAMPLE = Pattern.compile("^.*(?<!\\\\)\\| `(.+)` \\|$");

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> examples(String heading) {
    List<String> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : page().lines().toList()) {
      if (line.startsWith("## ")) {
        inside = line.startsWith("## " + heading);
      }
      Matcher matcher = EXAMPLE.matcher(line);
      if (inside && matcher.find()) {
        examples.add(matcher.group(1).replace("\\|", "|"));
      }
    }
    return examples;
  }

  static List<String> searches() {
    return examples("Search");
  }

  static List<String> statements() {
    return examples("SQL");
  }

  static List<String> refused() {
    return examples("Refused");
  }

  @ParameterizedTest
  @MethodSource("searches")
  void searchExample_runs(String example) {
    IndexConfig keys = SpanLog.index();
    new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC())
        .search(
            SpanLog.log(3),
            IndexHistory.always(keys),
            QueryRequest.of(example, 0, 1000),
            () -> false);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void sqlExample_runs(String example) {
    assertThat(new SqlHarness(SpanLog.log(3), SpanLog.index())
            .answer("* | " + example)
            .rows())
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusedExample_isRefusedWithItsPlace(String example) {
    assertThatThrownBy(
            () -> new SqlHarness(SpanLog.log(3), SpanLog.index()).answer("* | " + example))
        .isInstanceOf(QueryException.class)
        .hasMessageMatching("line 1:\\d+: .*");
  }

  @Test
  void everyFunction_isOnThePage() {
    Set<String> missing = new TreeSet<>(
        new Functions(new FunctionContext(QueryGuard.none(), 0, ZoneOffset.UTC)).names());
    missing.addAll(Aggregates.names());
    missing.addAll(WindowFunctions.names());
    String page = page();
    missing.removeIf(name -> page.contains(name + "(") || page.contains(name + ","));
    assertThat(missing).isEmpty();
    assertThat(examples("SQL")).hasSizeGreaterThan(35);
    assertThat(examples("Search")).hasSizeGreaterThan(10);
  }
}
