// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The one list of what our parser and Presto's judge differently, and why. An outcome that is not explained here is a bug of ours.
 */
final class Differences {
  /** What we refuse and Presto accepts, by our message, besides all that we call "not supported". */
  private static final List<Difference> REFUSED = List.of(
      new Difference(
          "'all' is a quantifier here, never a column",
          "mismatched input",
          "(\\bselect|\\bunion|\\() all\\b"),
      new Difference(
          "position is the expression 'position(a in b)' only",
          "Expecting: 'IN'",
          "\\bposition \\("));

  /** What we accept and Presto refuses, by Presto's message. */
  private static final List<Difference> ACCEPTED = List.of(
      new Difference(
          "'limit offset, count' is the Log Service's own", "mismatched input ','", "limit \\d+ ,"),
      new Difference(
          "the number of arguments is the planner's business",
          "'?(try|if|nullif|coalesce)'? function must have|Invalid number of arguments",
          ""),
      new Difference(
          "distinct, filter and window of such calls are the planner's business",
          "not valid for (try|if|nullif|coalesce) function",
          ""),
      new Difference(
          "the field of extract is a function for us; the planner knows which exist",
          "Invalid EXTRACT field",
          ""));

  private record Difference(String reason, Pattern message, Pattern sql) {
    Difference(String reason, String message, String sql) {
      this(
          reason,
          Pattern.compile(message),
          Pattern.compile(sql, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }

    boolean explains(String error, String statement) {
      return message.matcher(error).find() && sql.matcher(statement).find();
    }
  }

  private Differences() {}

  /** Whether it is known that we refuse this and Presto does not. */
  static boolean mayRefuse(String ourError, String sql) {
    return ourError.endsWith("is not supported")
        || REFUSED.stream().anyMatch(difference -> difference.explains(ourError, sql));
  }

  /** Whether it is known that Presto refuses this and we do not. */
  static boolean mayAccept(String prestoError, String sql) {
    return ACCEPTED.stream().anyMatch(difference -> difference.explains(prestoError, sql));
  }
}
