// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code array_agg(x)}, {@code map_agg(key, value)} and {@code histogram(x)}. */
final class CollectAccumulator implements Accumulator {
  /** What is collected. */
  enum Kind {
    ARRAY,
    SET,
    MAP,
    HISTOGRAM
  }

  private static final int BYTES_PER_VALUE = 40;

  private final Kind kind;
  private final QueryGuard guard;
  private final List<@Nullable Object> groups = new ArrayList<>();

  CollectAccumulator(Kind kind, QueryGuard guard) {
    this.kind = kind;
    this.guard = guard;
  }

  @Override
  public void add(int[] rows, int count, int groupCount, Vector[] arguments) {
    while (groups.size() < groupCount) {
      groups.add(null);
    }
    for (int i = 0; i < count; i++) {
      Object value = arguments[0].value(i);
      if (kind == Kind.ARRAY || kind == Kind.SET) {
        append(list(rows[i]), value);
      } else if (value != null && kind == Kind.MAP) {
        reserve(value, map(rows[i]).putIfAbsent(value, arguments[1].value(i)) == null);
      } else if (value != null) {
        reserve(
            value, map(rows[i]).merge(value, 1L, (a, b) -> (Long) a + (Long) b).equals(1L));
      }
    }
  }

  private void append(List<@Nullable Object> list, @Nullable Object value) {
    list.add(value);
    reserve(value, true);
  }

  private void reserve(@Nullable Object value, boolean isNew) {
    if (isNew) {
      guard.reserve(BYTES_PER_VALUE + (value instanceof String text ? text.length() : 0L));
    }
  }

  @SuppressWarnings("unchecked") // a group of this kind holds nothing else
  private List<@Nullable Object> list(int group) {
    List<@Nullable Object> list = (List<@Nullable Object>) groups.get(group);
    if (list == null) {
      list = new ArrayList<>();
      groups.set(group, list);
    }
    return list;
  }

  @SuppressWarnings("unchecked") // a group of this kind holds nothing else
  private Map<Object, @Nullable Object> map(int group) {
    Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) groups.get(group);
    if (map == null) {
      map = new LinkedHashMap<>();
      groups.set(group, map);
    }
    return map;
  }

  /** A copy: a window function may ask again after more rows. */
  @Override
  public @Nullable Object result(int group) {
    Object collected = group < groups.size() ? groups.get(group) : null;
    if (collected instanceof List<?> list) {
      return new ArrayList<@Nullable Object>(list);
    }
    return collected instanceof Map<?, ?> map
        ? new LinkedHashMap<Object, @Nullable Object>(map)
        : null;
  }
}
