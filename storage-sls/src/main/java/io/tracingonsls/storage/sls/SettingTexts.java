// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of settings as types; every mistake is an IllegalArgumentException that names setting, value and expectation. */
final class SettingTexts {
  private static final Pattern PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h|d)");

  private final Map<String, String> values;

  /** Values given, over those that are defaults. */
  SettingTexts(Map<String, String> values) {
    this.values = values;
  }

  String text(String name) {
    return values.getOrDefault(name, "").strip();
  }

  boolean bool(String name) {
    return switch (text(name).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw bad(name, "true or false");
    };
  }

  int integer(String name, int least, int most) {
    try {
      int value = Integer.parseInt(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      throw bad(name, "a whole number from " + least + " to " + most);
    }
    throw bad(name, "a whole number from " + least + " to " + most);
  }

  long number(String name, long least) {
    try {
      long value = Long.parseLong(text(name));
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      throw bad(name, "a whole number, at least " + least);
    }
    throw bad(name, "a whole number, at least " + least);
  }

  Duration duration(String name, Duration least, Duration most) {
    Duration value = parse(name);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw bad(name, "a duration such as 90s, 1h30m or 7d within its bounds");
    }
    return value;
  }

  private Duration parse(String name) {
    String text = text(name);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(text);
    double nanos = 0;
    int at = 0;
    while (at < text.length()) {
      if (!part.find(at) || part.start() != at) {
        throw bad(name, "a duration such as 90s, 1h30m or 7d");
      }
      nanos += Double.parseDouble(part.group(1)) * unitNanos(part.group(2));
      at = part.end();
    }
    if (text.isEmpty()) {
      throw bad(name, "a duration such as 90s, 1h30m or 7d");
    }
    return Duration.ofNanos((long) Math.min(nanos, 9e18));
  }

  private static double unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> 86_400e9;
    };
  }

  Set<String> list(String name) {
    Set<String> parts = new LinkedHashSet<>();
    for (String part : text(name).split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  IllegalArgumentException bad(String name, String expectation) {
    return new IllegalArgumentException(
        name + ": " + text(name) + " (expected: " + expectation + ")");
  }
}
