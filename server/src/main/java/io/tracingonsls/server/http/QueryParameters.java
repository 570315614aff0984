// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The decoded parameters of a query string in order; names may repeat. '+' and %20 are a space, parameters are
 * separated by '&amp;' only, a name without '=' has the empty value.
 */
public final class QueryParameters {
  private static final int MAX_PARAMETERS = 10_000;

  private final List<String> pairs;

  private QueryParameters(List<String> pairs) {
    this.pairs = pairs;
  }

  /**
   * Decodes the text after the question mark.
   *
   * @throws HttpException 400 for a bad escape, bad UTF-8, NUL, or more than 10,000 parameters
   */
  public static QueryParameters parse(String rawQuery) {
    List<String> pairs = new ArrayList<>();
    int start = 0;
    while (start < rawQuery.length()) {
      int end = rawQuery.indexOf('&', start);
      end = end < 0 ? rawQuery.length() : end;
      if (end > start) {
        addPair(rawQuery.substring(start, end), pairs);
      }
      start = end + 1;
    }
    return new QueryParameters(pairs);
  }

  private static void addPair(String text, List<String> pairs) {
    if (pairs.size() / 2 >= MAX_PARAMETERS) {
      throw new HttpException(400, "too many query parameters");
    }
    int equals = text.indexOf('=');
    pairs.add(UrlDecoding.query(equals < 0 ? text : text.substring(0, equals)));
    pairs.add(equals < 0 ? "" : UrlDecoding.query(text.substring(equals + 1)));
  }

  /** The first value of that name (case-sensitive), or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return pairs.get(i + 1);
      }
    }
    return null;
  }

  /** All values of that name in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        values.add(pairs.get(i + 1));
      }
    }
    return values;
  }

  /** Whether the name occurs, with or without a value. */
  public boolean contains(String name) {
    return first(name) != null;
  }

  /** The different names in order of first occurrence. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      names.add(pairs.get(i));
    }
    return names;
  }

  /** Calls with each name and value in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < pairs.size(); i += 2) {
      action.accept(pairs.get(i), pairs.get(i + 1));
    }
  }
}
