// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.TokenRules;
import io.tracingonsls.logservice.search.QueryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code max_depth} of a JSON key, through search and SQL over the engine. */
final class JsonDepthTest {
  private static final LogstoreName NAME = new LogstoreName("project", "store");

  @TempDir
  Path folder;

  private ColumnEngine engine;
  private Logstore store;

  @BeforeEach
  void start() throws IOException {
    engine = ColumnEngine.start(folder, EngineOptions.DEFAULT, Clock.systemUTC());
    store = engine.open(NAME, options(1));
    // Sealed: a dotted name, a nested object, both at once; then the same in the open segment.
    for (int i = 0; i < 2; i++) {
      append("{\"a.b\":\"dotted\"}");
      append("{\"a\":{\"b\":\"nested\",\"c\":{\"d\":\"deep\"}}}");
      append("{\"a.b\":\"dotted\",\"a\":{\"b\":\"both\"}}");
      append("{\"a\":{\"b\":\"broken\"");
      store.flush();
    }
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private static LogstoreOptions options(int indexVersion) {
    return new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, indexVersion);
  }

  private void append(String json) {
    LogGroupWriter group = new LogGroupWriter(new GroupHeader("", "", List.of()));
    group.log(1000, -1, List.of(new LogField("json", json)));
    byte[] body = group.toByteArray();
    store
        .append(new AppendRequest(body, Codec.NONE, body.length, 0, 1000))
        .toCompletableFuture()
        .join();
  }

  private static IndexConfig index(int maxDepth, Map<String, KeyIndex> listed) {
    KeyIndex.JsonIndex json = new KeyIndex.JsonIndex(true, maxDepth, listed);
    return new IndexConfig(null, Map.of("json", KeyIndex.json(TokenRules.EXACT, true, json)), 2048);
  }

  private int hits(IndexHistory index, String query) {
    return queries()
        .search(store::snapshot, index, QueryRequest.of(query, 0, 2000), () -> false)
        .rows()
        .size();
  }

  private String rows(IndexHistory index, String sql) {
    return queries()
        .sql(store::snapshot, index, QueryRequest.of("* | " + sql, 0, 2000), () -> false)
        .rows()
        .toString();
  }

  private static VectorQueryEngine queries() {
    return new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC());
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 2, 2, 2, 2, 2",
    "1, 4, 0, 0, 0, 0",
    "2, 2, 2, 2, 2, 0",
    "3, 2, 2, 2, 2, 2",
  })
  void search_findsLeavesUpToTheDepth(
      int maxDepth, int dotted, int nested, int both, int broken, int deep) {
    IndexHistory index = IndexHistory.always(index(maxDepth, Map.of()));
    assertThat(hits(index, "json.a.b: dotted")).isEqualTo(dotted);
    assertThat(hits(index, "json.a.b: nested")).isEqualTo(nested);
    assertThat(hits(index, "json.a.b: both")).isEqualTo(both);
    assertThat(hits(index, "json.a.b: broken")).isEqualTo(broken);
    assertThat(hits(index, "json.a.c.d: deep")).isEqualTo(deep);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, '[[both, 2], [broken, 2], [dotted, 2], [nested, 2]]'",
    "1, '[[dotted, 4], [null, 4]]'",
    "2, '[[both, 2], [broken, 2], [dotted, 2], [nested, 2]]'",
  })
  void sql_showsLeavesUpToTheDepth(int maxDepth, String expected) {
    IndexHistory index = IndexHistory.always(index(maxDepth, Map.of()));
    String counts = "select \"json.a.b\" v, count(*) from log group by v order by v";
    assertThat(rows(index, counts)).isEqualTo(expected);
    String all =
        "select v, count(*) from (select \"json.a.b\" v, __time__ from log) group by v order by v";
    assertThat(rows(index, all)).isEqualTo(expected);
  }

  @Test
  void listedLeaves_areFoundAtAnyDepth() {
    KeyIndex text = KeyIndex.text(TokenRules.EXACT, true);
    IndexHistory index = IndexHistory.always(index(1, Map.of("a.c.d", text)));
    assertThat(hits(index, "json.a.c.d: deep")).isEqualTo(2);
    assertThat(rows(index, "select count(*) from log where \"json.a.c.d\" = 'deep'"))
        .isEqualTo("[[2]]");
  }

  @Test
  void depthZero_indexesNothing() {
    IndexHistory index = IndexHistory.always(index(0, Map.of()));
    assertThatThrownBy(() -> hits(index, "json.a.b: dotted")).isInstanceOf(QueryException.class);
  }

  @Test
  void rows_followTheDepthInForceWhenTheyWereWritten() throws IOException {
    store = engine.open(NAME, options(2));
    append("{\"a\":{\"b\":\"later\"}}");
    append("{\"a.b\":\"dotted\"}");
    IndexHistory index = new IndexHistory() {
      @Override
      public IndexConfig current() {
        return at(2);
      }

      @Override
      public IndexConfig at(int version) {
        return index(version, Map.of());
      }
    };
    assertThat(hits(index, "json.a.b: *")).isEqualTo(6);
    append("{\"x\":1}");
    store = engine.open(NAME, options(1));
    append("{\"a\":{\"b\":\"later\"}}");
    assertThat(hits(index, "json.a.b: later")).isEqualTo(1);
    assertThat(rows(index, "select count(*) from log where \"json.a.b\" = 'later'"))
        .isEqualTo("[[1]]");
  }
}
