// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import java.util.List;

/**
 * A search condition. {@code position} is the offset of its first character in the query text. A key is empty for a
 * full-text condition.
 */
public sealed interface SearchNode {
  /** Offset in the query text. */
  int position();

  /** {@code *}: every log. */
  record All(int position) implements SearchNode {}

  /** All conditions hold; at least two. */
  record And(int position, List<SearchNode> parts) implements SearchNode {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** Some condition holds; at least two. */
  record Or(int position, List<SearchNode> parts) implements SearchNode {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The condition does not hold. */
  record Not(int position, SearchNode part) implements SearchNode {}

  /**
   * The value has all terms of {@code text} in any order; {@code key:""} asks for an empty value.
   *
   * @param quoted whether the text was written in quotes
   */
  record Term(int position, String key, String text, boolean quoted) implements SearchNode {}

  /**
   * The value has a term like {@code pattern}, in which {@code *} stands for any characters and {@code ?} for one; it
   * never begins with either.
   */
  record Wildcard(int position, String key, String pattern) implements SearchNode {}

  /** The value has the terms of {@code text} one after the other. */
  record Phrase(int position, String key, String text) implements SearchNode {}

  /** {@code key:*}: the log has the field. */
  record Exists(int position, String key) implements SearchNode {}

  /**
   * The value, as a number, lies between two bounds.
   *
   * @param lower lower bound as written; empty for none
   * @param upper upper bound as written; empty for none
   */
  record Range(
      int position,
      String key,
      String lower,
      boolean lowerInclusive,
      String upper,
      boolean upperInclusive)
      implements SearchNode {}
}
