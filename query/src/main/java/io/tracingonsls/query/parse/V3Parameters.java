// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.util.function.ToLongFunction;

/** Looks parameters up under several spellings, the first being the one that wins. */
final class V3Parameters {
  private final Parameters parameters;

  V3Parameters(Parameters parameters) {
    this.parameters = parameters;
  }

  /** The first value that is not empty; empty when there is none. */
  String text(String... spellings) {
    for (String name : spellings) {
      if (!parameters.text(name).isEmpty()) {
        return parameters.text(name);
      }
    }
    return "";
  }

  long number(long absent, ToLongFunction<String> parser, String... spellings) {
    for (String name : spellings) {
      String value = parameters.text(name);
      if (!value.isEmpty()) {
        try {
          return parser.applyAsLong(value);
        } catch (BadParameterException bad) {
          throw bad.withPrefix("malformed parameter " + name + ": ");
        }
      }
    }
    return absent;
  }

  boolean flag(String... spellings) {
    return number(0, value -> GoNumbers.parseBool(value) ? 1 : 0, spellings) == 1;
  }
}
