// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.TokenRules;
import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small random log: absent and empty values, numbers as texts, texts where numbers belong, rows stored twice. */
final class RandomSpans {
  private static final List<Column> COLUMNS = List.of(
      new Column("__time__", Kind.LONG),
      new Column("spanID", Kind.TEXT),
      new Column("parentSpanID", Kind.TEXT),
      new Column("service", Kind.TEXT),
      new Column("name", Kind.TEXT),
      new Column("start", Kind.LONG),
      new Column("duration", Kind.LONG),
      new Column("ratio", Kind.DOUBLE),
      new Column("attribute", Kind.TEXT),
      new Column("\"attribute.user\"", Kind.TEXT),
      new Column("\"attribute.n\"", Kind.LONG),
      new Column("\"attribute.a.b\"", Kind.TEXT));
  /** By index version: any depth, no nesting. */
  private static final List<Integer> MAX_DEPTHS = List.of(-1, -1, 1);

  private static final List<String> NO_NUMBERS = List.of("", "x", "1.5", "9x");

  private final Random random;
  private final MemoryLog log;
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private final Map<String, RandomJson> objects = new HashMap<>();

  RandomSpans(Random random) {
    this.random = random;
    this.log = new MemoryLog(1 + random.nextInt(30));
    int size = random.nextInt(10) == 0 ? random.nextInt(3) : 5 + random.nextInt(20);
    String[] previous = {};
    for (int i = 0; i < size; i++) {
      String[] span = previous.length > 0 && random.nextInt(8) == 0 ? previous : span(i * 3 > size);
      previous = span;
      log.indexVersion(1 + random.nextInt(9) / 8);
      add(100 + random.nextInt(4) + i / 5, span);
    }
  }

  static IndexHistory index() {
    return new IndexHistory() {
      @Override
      public IndexConfig current() {
        return index(MAX_DEPTHS.get(1));
      }

      @Override
      public IndexConfig at(int version) {
        return index(MAX_DEPTHS.get(version));
      }
    };
  }

  private static IndexConfig index(int maxDepth) {
    TokenRules exact = new TokenRules("", true, false);
    Map<String, KeyIndex> keys = new LinkedHashMap<>();
    for (String key : List.of("spanID", "parentSpanID", "service")) {
      keys.put(key, KeyIndex.text(exact, true));
    }
    keys.put(
        "name", KeyIndex.text(new TokenRules(TokenRules.DEFAULT_SEPARATORS, false, false), true));
    keys.put("start", KeyIndex.number(KeyType.LONG, true));
    keys.put("duration", KeyIndex.number(KeyType.LONG, true));
    keys.put("ratio", KeyIndex.number(KeyType.DOUBLE, true));
    Map<String, KeyIndex> listed = Map.of("n", KeyIndex.number(KeyType.LONG, true));
    keys.put(
        "attribute", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, maxDepth, listed)));
    return new IndexConfig(null, keys, 2048);
  }

  MemoryLog log() {
    return log;
  }

  Relation relation() {
    return new Relation("log", COLUMNS, rows);
  }

  private String[] span(boolean complete) {
    return new String[] {
      "spanID",
      id(),
      "parentSpanID",
      id(),
      "service",
      text(5),
      "name",
      complete ? text(RandomTerms.TEXTS.size()) : null,
      "start",
      whole(8),
      "duration",
      complete ? whole(40) : null,
      "ratio",
      random.nextInt(6) == 0 ? text(3) : Double.toString((random.nextInt(24) - 4) / 4.0),
      "attribute",
      random.nextInt(6) == 0 ? text(3) : json()
    };
  }

  private String json() {
    RandomJson json = new RandomJson(random);
    objects.put(json.text(), json);
    return json.text();
  }

  private @Nullable String id() {
    int id = random.nextInt(10);
    return id == 0 ? null : id == 1 ? "" : String.format("%016x", id / 2);
  }

  private @Nullable String text(int variety) {
    return random.nextInt(6) == 0 ? null : RandomTerms.TEXTS.get(random.nextInt(variety));
  }

  private @Nullable String whole(int variety) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> NO_NUMBERS.get(random.nextInt(NO_NUMBERS.size()));
      default -> Integer.toString(random.nextInt(variety) - 3);
    };
  }

  private void add(long seconds, String[] span) {
    log.add(seconds, span);
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("__time__", seconds);
    for (int i = 0; i < span.length; i += 2) {
      row.put(span[i], value(span[i], span[i + 1]));
    }
    RandomJson json = objects.get(row.get("attribute"));
    if (json != null) {
      int maxDepth = MAX_DEPTHS.get(log.version(log.logs().size() - 1));
      row.put("\"attribute.user\"", json.leaf("user", maxDepth));
      row.put("\"attribute.n\"", Naive.parse(json.leaf("n", maxDepth)));
      row.put("\"attribute.a.b\"", json.leaf("a.b", maxDepth));
    }
    rows.add(row);
  }

  private static @Nullable Object value(String key, @Nullable String text) {
    return switch (key) {
      case "start", "duration" -> Naive.parse(text);
      case "ratio" ->
        text == null || !text.matches("-?[0-9.]+") ? null : (Object) Double.valueOf(text);
      default -> text;
    };
  }
}
