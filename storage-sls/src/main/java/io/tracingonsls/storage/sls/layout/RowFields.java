// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole SLS Trace rows as columns of SQL, which gives thousands of rows at once where a search gives a hundred. Possible where the index
 * shows every field that is decoded; {@code jaeger.find} is not among them.
 */
public final class RowFields {
  private static final List<String> NAMES = List.of(
      SlsTraceFields.HOST,
      SlsTraceFields.SERVICE,
      SlsTraceFields.RESOURCE,
      SlsTraceFields.SCOPE_NAME,
      SlsTraceFields.SCOPE_VERSION,
      SlsTraceFields.SCOPE_ATTRIBUTE,
      SlsTraceFields.TRACE_ID,
      SlsTraceFields.SPAN_ID,
      SlsTraceFields.PARENT_SPAN_ID,
      SlsTraceFields.KIND,
      SlsTraceFields.NAME,
      SlsTraceFields.LINKS,
      SlsTraceFields.LOGS,
      SlsTraceFields.TRACE_STATE,
      SlsTraceFields.START,
      SlsTraceFields.END,
      SlsTraceFields.DURATION,
      SlsTraceFields.ATTRIBUTE,
      SlsTraceFields.STATUS_CODE,
      SlsTraceFields.STATUS_MESSAGE,
      SlsTraceFields.FLAGS,
      SlsTraceFields.WARNINGS,
      SlsTraceFields.NANO,
      SlsTraceFields.EXT);

  private static final String[] NAME_ARRAY = NAMES.toArray(new String[0]);

  private static final List<String> ALIASES = IntStream.range(0, NAMES.size())
      .mapToObj(column -> ("f" + column).intern())
      .toList();

  private RowFields() {}

  /** Field names, in the order of a statement's columns. */
  public static List<String> names() {
    return NAMES;
  }

  /** The name that the statement gives to a column. */
  public static String alias(int column) {
    return ALIASES.get(column);
  }

  /** Whether SQL sees all fields. */
  public static boolean allIn(LogstoreIndex index) {
    return NAMES.stream().allMatch(index::inSql);
  }

  /** The row as a search would give it; null when a value is so long that SQL may have cut it. */
  public static @Nullable LogRow row(LogRow columns, int maxTextBytes) {
    String[] values = new String[NAME_ARRAY.length];
    for (int i = 0; i < values.length; i++) {
      String value = columns.raw(ALIASES.get(i), i);
      if (value != null && !value.equals(LogRow.NULL)) {
        if (mayBeCut(value, maxTextBytes)) {
          return null;
        }
        values[i] = value;
      }
    }
    return LogRow.owning(NAME_ARRAY, values);
  }

  /** A cut may fall inside a character, which then is missing or replaced. */
  static boolean mayBeCut(String value, int maxTextBytes) {
    int suspicious = maxTextBytes - 8;
    if (value.length() * 3L < suspicious) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes >= suspicious;
  }
}
