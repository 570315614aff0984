// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** Arguments of the form {@code --name=value}; each program says which it knows and their defaults. */
public final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Parses; an argument that has no default here is an error. */
  public static Arguments parse(String[] arguments, Map<String, String> defaults) {
    Arguments parsed = new Arguments();
    parsed.values.putAll(defaults);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (equals < 0 || !name.startsWith("--") || !defaults.containsKey(name.substring(2))) {
        throw new IllegalArgumentException(
            argument + " (expected: --name=value with a name of " + defaults.keySet() + ")");
      }
      parsed.values.put(name.substring(2), argument.substring(equals + 1));
    }
    return parsed;
  }

  /** An argument as given. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** An argument as a number. */
  public long number(String name) {
    return Long.parseLong(text(name));
  }
}
