// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The type of an SQL value. Values are held as: {@code Long} for bigint, timestamp (milliseconds), date (days) and interval
 * (milliseconds); {@code Double}; {@code Boolean}; {@code String} for varchar and json (JSON text); {@code List} for array;
 * {@code Map} for map.
 *
 * @param kind the kind
 * @param parameters element type of an array; key and value type of a map
 */
public record SqlType(Kind kind, List<SqlType> parameters) {
  /** All kinds; UNKNOWN is the type of a bare {@code null}. */
  public enum Kind {
    UNKNOWN,
    BOOLEAN,
    BIGINT,
    DOUBLE,
    VARCHAR,
    JSON,
    DATE,
    TIMESTAMP,
    INTERVAL,
    ARRAY,
    MAP
  }

  public static final SqlType UNKNOWN = simple(Kind.UNKNOWN);
  public static final SqlType BOOLEAN = simple(Kind.BOOLEAN);
  public static final SqlType BIGINT = simple(Kind.BIGINT);
  public static final SqlType DOUBLE = simple(Kind.DOUBLE);
  public static final SqlType VARCHAR = simple(Kind.VARCHAR);
  public static final SqlType JSON = simple(Kind.JSON);
  public static final SqlType DATE = simple(Kind.DATE);
  public static final SqlType TIMESTAMP = simple(Kind.TIMESTAMP);
  public static final SqlType INTERVAL = simple(Kind.INTERVAL);

  public SqlType {
    parameters = List.copyOf(parameters);
  }

  private static SqlType simple(Kind kind) {
    return new SqlType(kind, List.of());
  }

  public static SqlType array(SqlType element) {
    return new SqlType(Kind.ARRAY, List.of(element));
  }

  public static SqlType map(SqlType key, SqlType value) {
    return new SqlType(Kind.MAP, List.of(key, value));
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** Element type of an array. */
  public SqlType element() {
    return parameters.get(0);
  }

  public SqlType mapKey() {
    return parameters.get(0);
  }

  public SqlType mapValue() {
    return parameters.get(1);
  }

  public boolean isNumeric() {
    return kind == Kind.BIGINT || kind == Kind.DOUBLE;
  }

  /** Whether vectors hold it as longs. */
  public boolean isLong() {
    return kind == Kind.BIGINT
        || kind == Kind.TIMESTAMP
        || kind == Kind.DATE
        || kind == Kind.INTERVAL;
  }

  /** Whether values can be sorted and compared with {@code <}. */
  public boolean isOrderable() {
    return kind == Kind.ARRAY ? element().isOrderable() : kind != Kind.MAP && kind != Kind.JSON;
  }

  /** The type both convert to without a cast, or null. */
  public static @Nullable SqlType common(SqlType a, SqlType b) {
    if (a.equals(b) || b.is(Kind.UNKNOWN)) {
      return a;
    }
    if (a.is(Kind.UNKNOWN)) {
      return b;
    }
    if (a.isNumeric() && b.isNumeric()) {
      return DOUBLE;
    }
    if (isMoment(a) && isMoment(b)) {
      return TIMESTAMP;
    }
    return a.kind == b.kind ? commonParameters(a, b) : null;
  }

  private static boolean isMoment(SqlType type) {
    return type.is(Kind.DATE) || type.is(Kind.TIMESTAMP);
  }

  private static @Nullable SqlType commonParameters(SqlType a, SqlType b) {
    SqlType first = common(a.parameters.get(0), b.parameters.get(0));
    if (first == null || a.is(Kind.ARRAY)) {
      return first == null ? null : array(first);
    }
    SqlType second = common(a.parameters.get(1), b.parameters.get(1));
    return second == null ? null : map(first, second);
  }

  /** Whether a value of this type can stand where {@code target} is wanted. */
  public boolean convertsTo(SqlType target) {
    return target.equals(common(this, target));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ARRAY -> "array(" + element() + ")";
      case MAP -> "map(" + mapKey() + ", " + mapValue() + ")";
      case INTERVAL -> "interval day to second";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
