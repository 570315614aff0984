// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An immutable, ordered list of header fields; names are compared without regard to case. */
public final class Headers {
  private static final Headers NONE = new Headers(new String[0]);

  /** Name, value, name, value, … */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /** No fields. */
  public static Headers none() {
    return NONE;
  }

  /** Fields from name, value, name, value, … in this order. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "headers: odd number of strings (expected: name, value pairs)");
    }
    for (String text : namesAndValues) {
      rejectLineBreaks(text);
    }
    return namesAndValues.length == 0 ? NONE : new Headers(namesAndValues.clone());
  }

  static Headers ofChecked(List<String> namesAndValues) {
    return new Headers(namesAndValues.toArray(new String[0]));
  }

  private static void rejectLineBreaks(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException("header: control character (expected: one line)");
      }
    }
  }

  /** The value of the first field of that name, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        return fields[i + 1];
      }
    }
    return null;
  }

  /** The values of all fields of that name in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        values.add(fields[i + 1]);
      }
    }
    return values;
  }

  /** Whether a field of that name exists. */
  public boolean contains(String name) {
    return first(name) != null;
  }

  /** Number of fields. */
  public int size() {
    return fields.length / 2;
  }

  /** Calls with each name (spelled as received) and value in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < fields.length; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  /** These fields and one more at the end. */
  public Headers plus(String name, String value) {
    rejectLineBreaks(name);
    rejectLineBreaks(value);
    String[] more = java.util.Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return new Headers(more);
  }

  /** These fields with exactly one field of that name. */
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /** These fields but for those of that name. */
  public Headers without(String name) {
    if (!contains(name)) {
      return this;
    }
    List<String> kept = new ArrayList<>(fields.length);
    forEach((key, value) -> {
      if (!key.equalsIgnoreCase(name)) {
        kept.add(key);
        kept.add(value);
      }
    });
    return ofChecked(kept);
  }

  /** Names only: values may be credentials. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    forEach((name, value) -> names.add(name));
    return names.toString();
  }
}
