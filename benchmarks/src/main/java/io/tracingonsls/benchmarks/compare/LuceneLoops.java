// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.SpanSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/** Aggregations over Lucene's doc values, written by hand. */
final class LuceneLoops {
  private LuceneLoops() {}

  /** What to do with the matching documents of one segment. */
  @FunctionalInterface
  private interface Loop {
    void run(LeafReaderContext leaf, DocIdSetIterator docs) throws IOException;
  }

  private static void each(IndexSearcher searcher, Query query, Loop loop) {
    try {
      Weight weight =
          searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        Scorer scorer = weight.scorer(leaf);
        if (scorer != null) {
          loop.run(leaf, scorer.iterator());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ord(SortedSetDocValues values, int doc) throws IOException {
    return values.advanceExact(doc) ? (int) values.nextOrd() : -1;
  }

  /** The number of pairs of values of two fields. */
  static long pairs(IndexSearcher searcher, Query query, String first, String second) {
    Set<String> pairs = new HashSet<>();
    each(searcher, query, (leaf, docs) -> {
      SortedSetDocValues a = DocValues.getSortedSet(leaf.reader(), first);
      SortedSetDocValues b = DocValues.getSortedSet(leaf.reader(), second);
      Set<Long> ords = new HashSet<>();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        ords.add(((long) ord(a, doc) << 32) | (ord(b, doc) & 0xFFFFFFFFL));
      }
      for (long ord : ords) {
        pairs.add(a.lookupOrd(ord >> 32).utf8ToString()
            + '\0'
            + b.lookupOrd(ord & 0xFFFFFFFFL).utf8ToString());
      }
    });
    return pairs.size();
  }

  /** The number of minutes plus the number of durations in them; the percentile of each minute is computed too. */
  static long percentiles(IndexSearcher searcher, Query query, long from) {
    int minutes = (int) (SpanSet.DAY_END / 60 - from / 60) + 1;
    long[][] values = new long[minutes][64];
    int[] counts = new int[minutes];
    each(searcher, query, (leaf, docs) -> {
      SortedNumericDocValues times = leaf.reader().getSortedNumericDocValues("__time__");
      SortedNumericDocValues durations = leaf.reader().getSortedNumericDocValues("duration");
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        if (times.advanceExact(doc) && durations.advanceExact(doc)) {
          int minute = (int) (times.nextValue() / 60 - from / 60);
          if (counts[minute] == values[minute].length) {
            values[minute] = Arrays.copyOf(values[minute], counts[minute] * 2);
          }
          values[minute][counts[minute]++] = durations.nextValue();
        }
      }
    });
    long sum = 0;
    for (int m = 0; m < minutes; m++) {
      Arrays.sort(values[m], 0, counts[m]);
      boolean some = counts[m] > 0 && values[m][(int) ((counts[m] - 1) * 0.95)] >= 0;
      sum += some ? 1 + counts[m] : 0;
    }
    return sum;
  }

  /** A hash join of spans with their parents by the hash of trace and span id. */
  static long dependencies(IndexSearcher searcher) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    Map<String, Integer> services = new HashMap<>();
    LongTable parents = new LongTable(searcher.getIndexReader().numDocs());
    long[] calls = new long[1 << 16];
    try {
      for (LeafReaderContext leaf : leaves) {
        scan(leaf, "spanID", services, (key, service) -> parents.put(key, service));
      }
      for (LeafReaderContext leaf : leaves) {
        scan(leaf, "parentSpanID", services, (key, service) -> {
          int parent = parents.get(key);
          if (parent >= 0 && parent != service) {
            calls[(parent << 8) | service]++;
          }
        });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.stream(calls)
        .filter(count -> count > 0)
        .map(count -> count + 1)
        .sum();
  }

  /** Gets a key and the number of a service. */
  @FunctionalInterface
  private interface Visitor {
    void visit(long key, int service);
  }

  private static void scan(
      LeafReaderContext leaf, String spanField, Map<String, Integer> services, Visitor visitor)
      throws IOException {
    long[] traceHashes = hashes(DocValues.getSortedSet(leaf.reader(), "traceID"));
    long[] spanHashes = hashes(DocValues.getSortedSet(leaf.reader(), spanField));
    SortedSetDocValues traces = DocValues.getSortedSet(leaf.reader(), "traceID");
    SortedSetDocValues spans = DocValues.getSortedSet(leaf.reader(), spanField);
    SortedSetDocValues names = DocValues.getSortedSet(leaf.reader(), "service");
    int[] numbers = new int[(int) names.getValueCount()];
    for (int ord = 0; ord < numbers.length; ord++) {
      Integer next = services.size();
      Integer known = services.putIfAbsent(names.lookupOrd(ord).utf8ToString(), next);
      numbers[ord] = known == null ? next : known;
    }
    for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
      int span = ord(spans, doc);
      if (span >= 0 && spanHashes[span] != 0) {
        visitor.visit(
            traceHashes[ord(traces, doc)] * 31 + spanHashes[span], numbers[ord(names, doc)]);
      }
    }
  }

  /** By ordinal; 0 for the empty text. */
  private static long[] hashes(SortedSetDocValues values) throws IOException {
    long[] hashes = new long[(int) values.getValueCount()];
    for (int ord = 0; ord < hashes.length; ord++) {
      BytesRef text = values.lookupOrd(ord);
      long hash = 0;
      for (int i = 0; i < text.length; i++) {
        hash = (hash ^ text.bytes[text.offset + i]) * 0x100000001B3L;
      }
      hashes[ord] = text.length == 0 ? 0 : hash;
    }
    return hashes;
  }
}
