// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.SqlType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** SQL values as the text of a result cell. */
public final class ValueText {
  private ValueText() {}

  /** The text: {@code null} for NULL, doubles in Java notation, arrays and maps as JSON. */
  public static String of(@Nullable Object value, SqlType type, ZoneId zone) {
    if (value == null) {
      return "null";
    }
    return switch (type.kind()) {
      case TIMESTAMP -> Times.timestampText((Long) value, zone);
      case DATE -> Times.dateText((Long) value);
      case INTERVAL -> Times.intervalText((Long) value);
      case ARRAY, MAP -> JsonValues.ofSql(value, type, zone);
      default -> value.toString();
    };
  }
}
