// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexedKey;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.sql.exec.ScanColumn;
import io.tracingonsls.logservice.sql.exec.ScanColumn.Source;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the log: built-in ones, log tags, and what the index configuration shows to SQL. Names ignore case. */
final class LogSchema {
  private final IndexConfig config;
  private final Map<String, String> keysByLowerCase = new LinkedHashMap<>();

  LogSchema(IndexConfig config) {
    this.config = config;
    config.keys().forEach(this::addKey);
  }

  private void addKey(String name, KeyIndex key) {
    keysByLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (!key.alias().isEmpty()) {
      keysByLowerCase.putIfAbsent(key.alias().toLowerCase(Locale.ROOT), name);
    }
    key.json().keys().forEach((path, leaf) -> {
      keysByLowerCase.putIfAbsent((name + "." + path).toLowerCase(Locale.ROOT), name + "." + path);
      if (!leaf.alias().isEmpty()) {
        keysByLowerCase.putIfAbsent(leaf.alias().toLowerCase(Locale.ROOT), name + "." + path);
      }
    });
  }

  /** The columns of {@code select *}, by name. */
  Map<String, ScanColumn> all() {
    Map<String, ScanColumn> columns = new LinkedHashMap<>();
    for (String name : new String[] {IndexConfig.SOURCE, IndexConfig.TIME, IndexConfig.TOPIC}) {
      put(columns, name, find(name));
    }
    config.keys().forEach((name, key) -> put(columns, name, find(name)));
    return columns;
  }

  private static void put(
      Map<String, ScanColumn> columns, String name, @Nullable ScanColumn column) {
    if (column != null) {
      columns.put(name, column);
    }
  }

  /** The column a name means, or null. */
  @Nullable
  ScanColumn find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(IndexConfig.TIME)) {
      return new ScanColumn(Source.TIME, "", "", "", SqlType.BIGINT);
    }
    if (lower.equals(IndexConfig.TIME_NS_PART)) {
      return new ScanColumn(Source.TIME_NANOS, "", "", "", SqlType.BIGINT);
    }
    if (lower.equals(IndexConfig.TOPIC) || lower.equals(IndexConfig.SOURCE)) {
      return new ScanColumn(Source.FIELD, lower, "", "", SqlType.VARCHAR);
    }
    String key = config.keys().containsKey(name) ? name : keysByLowerCase.getOrDefault(lower, name);
    IndexedKey resolved = config.resolve(key);
    if (resolved == null || key.equals("source")) {
      return key.startsWith(IndexConfig.TAG_PREFIX)
          ? new ScanColumn(Source.FIELD, key, "", "", SqlType.VARCHAR)
          : null;
    }
    return resolved.index().docValue() ? column(resolved, key) : null;
  }

  /** A member of a json key as a column, or null when the name is no json key that SQL sees. */
  @Nullable
  ScanColumn member(String name, String member) {
    ScanColumn column = find(name);
    KeyIndex key = column == null ? null : config.keys().get(column.key());
    return column == null || key == null || key.type() != KeyType.JSON
        ? null
        : new ScanColumn(Source.LEAF, column.field(), member, column.key(), SqlType.VARCHAR);
  }

  private static ScanColumn column(IndexedKey key, String name) {
    Source source = key.isLeaf() ? Source.LEAF : Source.FIELD;
    return new ScanColumn(
        source, key.field(), key.path(), name, type(key.index().type()));
  }

  private static SqlType type(KeyType type) {
    return switch (type) {
      case LONG -> SqlType.BIGINT;
      case DOUBLE -> SqlType.DOUBLE;
      case TEXT, JSON -> SqlType.VARCHAR;
    };
  }
}
