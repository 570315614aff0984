// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.IndexedKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A search checked against the current index configuration, ready to select rows. Immutable; {@link #rows} may be called
 * from any thread with a guard of its own.
 */
public final class CompiledSearch {
  private final SearchNode root;
  private final IndexHistory index;
  private final byte[] topic;

  private CompiledSearch(SearchNode root, IndexHistory index, byte[] topic) {
    this.root = root;
    this.index = index;
    this.topic = topic;
  }

  /**
   * Checks that every key is indexed and every condition fits its type.
   *
   * @param topic only logs of this topic; empty for no filter
   * @throws QueryException naming the first key that is not
   */
  public static CompiledSearch of(SearchNode root, IndexHistory index, String topic) {
    check(root, index.current());
    return new CompiledSearch(root, index, topic.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(SearchNode node, IndexConfig config) {
    if (node instanceof SearchNode.And and) {
      and.parts().forEach(part -> check(part, config));
    } else if (node instanceof SearchNode.Or or) {
      or.parts().forEach(part -> check(part, config));
    } else if (node instanceof SearchNode.Not not) {
      check(not.part(), config);
    } else if (node instanceof SearchNode.Wildcard wildcard) {
      if (!wildcard.key().isEmpty()
          && resolve(wildcard.key(), config).index().type().isNumeric()) {
        throw SearchErrors.wildcardOnNumber(wildcard.key());
      }
    } else {
      String key = key(node);
      if (!key.isEmpty()) {
        resolve(key, config);
      }
    }
  }

  private static IndexedKey resolve(String key, IndexConfig config) {
    IndexedKey resolved = config.resolve(key);
    if (resolved == null) {
      throw SearchErrors.unindexed(key);
    }
    return resolved;
  }

  private static String key(SearchNode leaf) {
    if (leaf instanceof SearchNode.Term term) {
      return term.key();
    }
    if (leaf instanceof SearchNode.Phrase phrase) {
      return phrase.key();
    }
    if (leaf instanceof SearchNode.Exists exists) {
      return exists.key();
    }
    return leaf instanceof SearchNode.Range range ? range.key() : "";
  }

  /** The conditions that do not stand under a {@code not}, for highlighting. */
  public List<SearchTerm> terms() {
    List<SearchTerm> terms = new ArrayList<>();
    addTerms(root, terms);
    return terms;
  }

  private static void addTerms(SearchNode node, List<SearchTerm> terms) {
    if (node instanceof SearchNode.And and) {
      and.parts().forEach(part -> addTerms(part, terms));
    } else if (node instanceof SearchNode.Or or) {
      or.parts().forEach(part -> addTerms(part, terms));
    } else if (node instanceof SearchNode.Term term && !term.text().isEmpty()) {
      terms.add(new SearchTerm(term.key(), term.text()));
    } else if (node instanceof SearchNode.Wildcard wildcard) {
      terms.add(new SearchTerm(wildcard.key(), wildcard.pattern()));
    } else if (node instanceof SearchNode.Phrase phrase) {
      terms.add(new SearchTerm(phrase.key(), phrase.text()));
    }
  }

  /** Whether every row of a segment that was written under an index is selected. */
  public boolean selectsAll() {
    return root instanceof SearchNode.All && topic.length == 0;
  }

  /** The rows of the slice that the search selects; logs written before there was an index are never selected. */
  public RowSet rows(SegmentSlice slice, QueryGuard guard) {
    guard.check();
    SegmentReader segment = slice.segment();
    RowSet hits = RowSet.none(slice.fromRow(), slice.toRow());
    for (int version = segment.minIndexVersion(); version <= segment.maxIndexVersion(); version++) {
      IndexConfig config = index.at(version);
      RowSet written = writtenUnder(slice, version);
      if (!written.isEmpty() && !isEmpty(config)) {
        hits.or(new SegmentSearch(segment, config, guard)
            .select(root, topicRows(segment, written, guard)));
      }
    }
    return hits;
  }

  private static boolean isEmpty(IndexConfig config) {
    return config.line() == null && config.keys().isEmpty();
  }

  private RowSet topicRows(SegmentReader segment, RowSet within, QueryGuard guard) {
    if (topic.length == 0) {
      return within;
    }
    var column = segment.column(IndexConfig.TOPIC);
    return column == null
        ? RowSet.none(within.fromRow(), within.toRow())
        : new ColumnScan(column, guard).equal(topic, within);
  }

  private static RowSet writtenUnder(SegmentSlice slice, int version) {
    SegmentReader segment = slice.segment();
    if (segment.minIndexVersion() == segment.maxIndexVersion()) {
      return RowSet.all(slice.fromRow(), slice.toRow());
    }
    RowSet rows = RowSet.none(slice.fromRow(), slice.toRow());
    for (int row = slice.fromRow(); row < slice.toRow(); row++) {
      if (segment.indexVersion(row) == version) {
        rows.add(row);
      }
    }
    return rows;
  }
}
