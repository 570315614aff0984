// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.index.CaseFolding;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexedKey;
import io.tracingonsls.logservice.index.IndexedValues;
import io.tracingonsls.logservice.index.TokenRules;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions over one segment under one index configuration. */
final class SegmentSearch {
  private final SegmentReader segment;
  private final IndexConfig config;
  private final QueryGuard guard;

  SegmentSearch(SegmentReader segment, IndexConfig config, QueryGuard guard) {
    this.segment = segment;
    this.config = config;
    this.guard = guard;
  }

  /** The rows of {@code within} that meet the condition; {@code within} itself is not changed. */
  RowSet select(SearchNode node, RowSet within) {
    if (node instanceof SearchNode.And and) {
      return all(and, within);
    }
    if (node instanceof SearchNode.Or or) {
      return any(or, within);
    }
    if (node instanceof SearchNode.Not not) {
      return within.copy().andNot(select(not.part(), within));
    }
    if (node instanceof SearchNode.All) {
      return within.copy();
    }
    return leaf(node, within);
  }

  private RowSet all(SearchNode.And and, RowSet within) {
    RowSet rows = within;
    for (SearchNode part : and.parts()) {
      if (rows.isEmpty()) {
        break;
      }
      rows = select(part, rows);
    }
    return rows;
  }

  private RowSet any(SearchNode.Or or, RowSet within) {
    RowSet hits = none(within);
    for (SearchNode part : or.parts()) {
      hits.or(select(part, within));
    }
    return hits;
  }

  private RowSet leaf(SearchNode node, RowSet within) {
    if (node instanceof SearchNode.Term term) {
      return term.key().isEmpty() ? fullText().term(term.text(), within) : term(term, within);
    }
    if (node instanceof SearchNode.Wildcard wildcard) {
      return wildcard.key().isEmpty()
          ? fullText().wildcard(wildcard.pattern(), within)
          : pattern(
              wildcard.key(), within, rules -> TextPattern.wildcard(wildcard.pattern(), rules));
    }
    if (node instanceof SearchNode.Phrase phrase) {
      return phrase.key().isEmpty()
          ? fullText().phrase(phrase.text(), within)
          : pattern(phrase.key(), within, rules -> TextPattern.phrase(phrase.text(), rules));
    }
    if (node instanceof SearchNode.Exists exists) {
      return exists(exists.key(), within);
    }
    if (node instanceof SearchNode.Range range) {
      return range(range, within);
    }
    throw new IllegalStateException("node: " + node + " (expected: a condition)");
  }

  private FullText fullText() {
    return new FullText(segment, config, guard);
  }

  private RowSet term(SearchNode.Term term, RowSet within) {
    IndexedKey key = config.resolve(term.key());
    if (key == null) {
      return none(within);
    }
    if (key.index().type().isNumeric()) {
      String text = term.text();
      return IndexedValues.isDouble(text)
          ? number(
              key,
              NumberRange.of(
                  new SearchNode.Range(0, "", text, true, text, true),
                  key.index().type()),
              within)
          : none(within);
    }
    TokenRules rules = key.index().tokens();
    ColumnReader column = column(key);
    if (column == null) {
      return none(within);
    }
    ColumnScan scan = new ColumnScan(column, guard);
    String text = term.text();
    if (text.isEmpty() || (rules.wholeValue() && rules.caseSensitive())) {
      return scan.equal(text.getBytes(StandardCharsets.UTF_8), within);
    }
    return scan.matching(
        rules.wholeValue() ? new WholeValue(text) : TextPattern.allTerms(text, rules), within);
  }

  /** Equality of whole values without regard to case. */
  private record WholeValue(String folded) implements TextPattern {
    WholeValue {
      folded = CaseFolding.fold(folded);
    }

    @Override
    public boolean matches(String value) {
      return value.length() == folded.length() && CaseFolding.fold(value).equals(folded);
    }

    @Override
    public boolean matches(byte[] bytes, int length) {
      boolean tooShortOrLong = length < folded.length() || length > 3 * folded.length();
      return !tooShortOrLong && TextPattern.super.matches(bytes, length);
    }
  }

  private RowSet pattern(String name, RowSet within, Function<TokenRules, TextPattern> pattern) {
    IndexedKey key = config.resolve(name);
    ColumnReader column = key == null || key.index().type().isNumeric() ? null : column(key);
    return key == null || column == null
        ? none(within)
        : new ColumnScan(column, guard).matching(pattern.apply(key.index().tokens()), within);
  }

  private RowSet exists(String name, RowSet within) {
    IndexedKey key = config.resolve(name);
    if (key == null) {
      return none(within);
    }
    if (key.field().equals(IndexConfig.TIME)) {
      return within.copy();
    }
    if (key.index().type().isNumeric()) {
      return number(key, NumberRange.any(key.index().type()), within);
    }
    ColumnReader column = column(key);
    return column == null ? none(within) : new ColumnScan(column, guard).present(within);
  }

  private RowSet range(SearchNode.Range range, RowSet within) {
    IndexedKey key = config.resolve(range.key());
    if (key == null) {
      return none(within);
    }
    if (key.index().type().isNumeric()) {
      return number(key, NumberRange.of(range, key.index().type()), within);
    }
    RowSet rows = fullText().term(range.key(), within);
    rows = range.lower().isEmpty() ? rows : fullText().term(range.lower(), rows);
    return range.upper().isEmpty() ? rows : fullText().term(range.upper(), rows);
  }

  private RowSet number(IndexedKey key, NumberRange range, RowSet within) {
    if (key.field().equals(IndexConfig.TIME)) {
      return times(range, within);
    }
    ColumnReader column = column(key);
    if (column == null) {
      return none(within);
    }
    NumberView numbers = column.numbers();
    if (range.excludes(numbers.min(), numbers.max())) {
      return none(within);
    }
    return new ColumnScan(column, guard).byValue(id -> range.contains(numbers, id), within);
  }

  private RowSet times(NumberRange range, RowSet within) {
    RowSet hits = none(within);
    for (int row = within.next(within.fromRow()); row >= 0; row = within.next(row + 1)) {
      if (range.contains(segment.timeSeconds(row))) {
        hits.add(row);
      }
    }
    return hits;
  }

  private @Nullable ColumnReader column(IndexedKey key) {
    return key.isLeaf()
        ? segment.leaf(key.field(), key.path(), key.maxDepth())
        : segment.column(key.field());
  }

  private static RowSet none(RowSet within) {
    return RowSet.none(within.fromRow(), within.toRow());
  }
}
