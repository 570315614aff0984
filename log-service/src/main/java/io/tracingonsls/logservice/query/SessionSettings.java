// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.search.QueryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings of a query: those of the request's {@code session} and those of {@code set session}, which win. */
final class SessionSettings {
  private static final String MAX_RUN_TIME = "query_max_run_time";

  private final Map<String, String> values = new HashMap<>();

  SessionSettings(String session) {
    for (String setting : session.split("[;,&]", -1)) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        values.put(
            setting.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            setting.substring(equals + 1).strip());
      }
    }
  }

  /** Adds settings that win over those there are. */
  SessionSettings with(Map<String, String> settings) {
    values.putAll(settings);
    return this;
  }

  /** The run time allowed: what is asked for, at most {@code most}. */
  Duration runTime(Duration most) {
    String asked = values.get(MAX_RUN_TIME);
    if (asked == null) {
      return most;
    }
    Duration duration = duration(asked.replace("'", "").replace("\"", ""));
    return duration.compareTo(most) < 0 ? duration : most;
  }

  private static Duration duration(String text) {
    String digits = text.replaceAll("[a-z]+$", "");
    if (digits.isEmpty()
        || digits.length() > 9
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid(text);
    }
    long amount = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> throw invalid(text);
    };
  }

  private static QueryException invalid(String text) {
    return QueryException.invalid(
        MAX_RUN_TIME + ": " + text + " (expected: a duration such as 10s)");
  }
}
