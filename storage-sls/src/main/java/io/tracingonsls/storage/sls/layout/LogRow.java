// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log as a search gives it: field names and texts. Immutable. Rows are many and short-lived: two arrays hold one, of which the names are
 * often shared by all rows of an answer.
 */
@SuppressWarnings(
    "ReferenceEquality") // Names are mostly the same objects as those asked for; others are
// compared afterwards.
public final class LogRow {
  /** The text that Log Service and some writers put where there is no value. */
  static final String NULL = "null";

  private final String[] names;
  private final @Nullable String[] values;

  private LogRow(String[] names, @Nullable String[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * A row of arrays that nobody changes any more.
   *
   * @param values one for each name; null for a field that the row does not have
   */
  public static LogRow owning(String[] names, @Nullable String[] values) {
    return new LogRow(names, values);
  }

  /** A row with these fields. */
  public static LogRow of(Map<String, String> fields) {
    return new LogRow(
        fields.keySet().toArray(new String[0]), fields.values().toArray(new String[0]));
  }

  /** The field's text; empty when the field is missing or says {@code null}. */
  public String text(String name) {
    String value = raw(name);
    return value == null || value.equals(NULL) ? "" : value;
  }

  /** The field as it is, or null when missing. */
  public @Nullable String raw(String name) {
    int index = index(name);
    return index < 0 ? null : values[index];
  }

  /** The same, looking at a position first. */
  @Nullable
  String raw(String name, int likely) {
    return likely < names.length && names[likely] == name ? values[likely] : raw(name);
  }

  public boolean has(String name) {
    return raw(name) != null;
  }

  /** The last field of that name. */
  private int index(String name) {
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i] == name) {
        return i;
      }
    }
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** All fields in their order. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>(names.length * 2);
    for (int i = 0; i < names.length; i++) {
      String value = values[i];
      if (value != null) {
        fields.put(names[i], value);
      }
    }
    return fields;
  }

  /** Characters of names and texts. */
  public int size() {
    int size = 0;
    for (int i = 0; i < names.length; i++) {
      String value = values[i];
      size += value == null ? 0 : names[i].length() + value.length();
    }
    return size;
  }

  @Override
  public String toString() {
    return "LogRow" + Arrays.asList(names);
  }
}
