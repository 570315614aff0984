// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.server.http.QueryParameters;
import java.util.List;
import java.util.function.ToLongFunction;

/** Decoded parameters of a request, with Jaeger's habits: an empty value is none, and of a repeated one the first counts. */
public final class Parameters {
  private final QueryParameters query;

  public Parameters(QueryParameters query) {
    this.query = query;
  }

  /** The first value; empty when there is none. */
  public String text(String name) {
    String value = query.first(name);
    return value == null ? "" : value;
  }

  /** All values, empty ones included. */
  public List<String> all(String name) {
    return query.all(name);
  }

  /** A number, or {@code absent} when the parameter is not given. */
  long number(String name, long absent, ToLongFunction<String> parser) {
    String value = text(name);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      return parser.applyAsLong(value);
    } catch (BadParameterException bad) {
      throw bad.withPrefix("unable to parse param '" + name + "': ");
    }
  }

  /** A truth value, false when not given. */
  public boolean flag(String name) {
    return number(name, 0, value -> GoNumbers.parseBool(value) ? 1 : 0) == 1;
  }

  /** Jaeger's switch for indented JSON: anything but nothing and {@code false} turns it on. */
  public boolean prettyPrint() {
    String value = text("prettyPrint");
    return !value.isEmpty() && !value.equals("false");
  }
}
