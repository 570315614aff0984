// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.LineIndex;
import io.tracingonsls.logservice.index.TokenRules;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conditions without a key. With a line index every covered field takes part, its name included; a field with a text or
 * json index of its own is cut into terms by that index (and so is the term looked for), any other by the line's. Terms of one condition may lie in
 * different fields. Without a line index the text and json keys take part, each for itself.
 */
final class FullText {
  private final SegmentReader segment;
  private final IndexConfig config;
  private final QueryGuard guard;

  FullText(SegmentReader segment, IndexConfig config, QueryGuard guard) {
    this.segment = segment;
    this.config = config;
    this.guard = guard;
  }

  /** Rows that have all terms of {@code text}. */
  RowSet term(String text, RowSet within) {
    LineIndex line = config.line();
    if (line == null) {
      return anyField(rules -> TextPattern.allTerms(text, rules), within);
    }
    List<String> terms = line.tokens().tokens(text);
    RowSet rows = terms.isEmpty() ? none(within) : within;
    for (String term : terms) {
      rows = oneTerm(term, line, rows);
    }
    return rows == within ? within.copy() : rows;
  }

  private RowSet oneTerm(String term, LineIndex line, RowSet within) {
    return anyField(rules -> TextPattern.allTerms(term, rules), within)
        .or(named(name -> line.tokens().tokens(name).contains(term), line, within));
  }

  /** Rows that have a term like each part of the pattern. */
  RowSet wildcard(String pattern, RowSet within) {
    RowSet rows = anyField(rules -> TextPattern.wildcard(pattern, rules), within);
    LineIndex line = config.line();
    if (line != null) {
      TextPattern onName = TextPattern.wildcard(pattern, line.tokens());
      rows.or(named(onName::matches, line, within));
    }
    return rows;
  }

  /** Rows that have the terms one after the other in one field. */
  RowSet phrase(String text, RowSet within) {
    return anyField(rules -> TextPattern.phrase(text, rules), within);
  }

  private RowSet anyField(Function<TokenRules, TextPattern> pattern, RowSet within) {
    RowSet hits = none(within);
    for (String name : segment.columnNames()) {
      TokenRules rules = rules(config, name);
      ColumnReader column = rules == null ? null : segment.column(name);
      if (rules != null && column != null) {
        hits.or(new ColumnScan(column, guard).matching(pattern.apply(rules), within));
      }
    }
    return hits;
  }

  /** How a field takes part in full-text search, or null when it does not. */
  static @Nullable TokenRules rules(IndexConfig config, String name) {
    LineIndex line = config.line();
    KeyIndex own =
        IndexConfig.isReserved(name) && line != null ? null : config.keys().get(name);
    boolean textual = own != null && !own.type().isNumeric();
    if (line != null && !line.covers(name)) {
      return null;
    }
    return own != null && textual ? own.tokens() : line == null ? null : line.tokens();
  }

  private RowSet named(Predicate<String> condition, LineIndex line, RowSet within) {
    RowSet hits = none(within);
    for (String name : segment.columnNames()) {
      ColumnReader column = line.covers(name) && condition.test(name) ? segment.column(name) : null;
      if (column != null) {
        hits.or(new ColumnScan(column, guard).present(within));
      }
    }
    return hits;
  }

  private static RowSet none(RowSet within) {
    return RowSet.none(within.fromRow(), within.toRow());
  }
}
