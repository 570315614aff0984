// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.InputFile;
import io.tracingonsls.benchmarks.engine.SpanSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Lucene with postings and doc values for every field and every leaf of a JSON object (points and doc values for whole numbers), words of
 * events without positions, the whole log as a stored field; committed once a second, a buffer of 64 MB, all else as it comes. Questions
 * are loops over its readers, without a query language.
 */
final class LuceneStore implements ComparedStore {
  private static final long COMMIT_NANOS = 1_000_000_000L;
  private static final double BUFFER_MB = 64;
  private static final String WHOLE = "_whole";
  private static final Sort NEWEST_FIRST =
      new Sort(LongField.newSortField("start", true, SortedNumericSelector.Type.MAX));
  private static final FieldType WORDS = words();

  private final FSDirectory directory;
  private final @Nullable IndexWriter writer;
  private @Nullable IndexSearcher searcher;
  private long committedNanos = System.nanoTime();

  LuceneStore(Path folder, boolean writing) throws IOException {
    directory = MMapDirectory.open(folder);
    writer = writing
        ? new IndexWriter(
            directory, new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(BUFFER_MB))
        : null;
    searcher = writing ? null : new IndexSearcher(DirectoryReader.open(directory));
  }

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS);
    type.setOmitNorms(true);
    type.setTokenized(true);
    type.freeze();
    return type;
  }

  private IndexWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("not for writing");
    }
    return writer;
  }

  private IndexSearcher searcher() {
    if (searcher == null) {
      throw new IllegalStateException("not for reading");
    }
    return searcher;
  }

  @Override
  public void add(InputFile.Group group) throws IOException {
    for (Log log : Log.of(group)) {
      writer().addDocument(document(log));
    }
    if (System.nanoTime() - committedNanos > COMMIT_NANOS) {
      writer().commit();
      committedNanos = System.nanoTime();
    }
  }

  private static Document document(Log log) {
    Document document = new Document();
    document.add(new LongField("__time__", log.seconds(), Field.Store.NO));
    StringBuilder whole = new StringBuilder(1024);
    for (Log.Field field : log.fields()) {
      whole.append(field.key()).append('\0').append(field.value()).append('\0');
      if (field.number()) {
        document.add(new LongField(field.key(), field.asLong(), Field.Store.NO));
      } else if (field.key().equals("logs")) {
        document.add(new Field("logs", field.value(), WORDS));
      } else {
        document.add(new KeywordField(field.key(), field.value(), Field.Store.NO));
      }
    }
    document.add(new StoredField(WHOLE, whole.toString()));
    return document;
  }

  @Override
  public void finish() throws IOException {
    writer().commit();
    writer().close();
  }

  @Override
  public long trace(String traceId) {
    return whole(new TermQuery(new Term("traceID", traceId)), 10_000, null);
  }

  /** Reads so many matching logs whole; returns how many there were. */
  private long whole(Query query, int limit, @Nullable Sort sort) {
    try {
      ScoreDoc[] docs = sort == null
          ? searcher().search(query, limit).scoreDocs
          : searcher().search(query, limit, sort).scoreDocs;
      for (ScoreDoc doc : docs) {
        if (searcher().storedFields().document(doc.doc).get(WHOLE).isEmpty()) {
          throw new IllegalStateException("an empty log");
        }
      }
      return docs.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long newestTraces(@Nullable String service, long fromSeconds) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(since(fromSeconds), BooleanClause.Occur.FILTER);
    if (service != null) {
      query.add(new TermQuery(new Term("service", service)), BooleanClause.Occur.FILTER);
      query.add(
          LongField.newRangeQuery("duration", 1000, Long.MAX_VALUE), BooleanClause.Occur.FILTER);
    }
    try {
      for (int page = 400; ; page *= 4) {
        ScoreDoc[] docs = searcher().search(query.build(), page, NEWEST_FIRST).scoreDocs;
        Set<String> traces = new HashSet<>();
        long sum = 0;
        DocTexts ids = new DocTexts(searcher().getIndexReader(), "traceID");
        DocLongs starts = new DocLongs(searcher().getIndexReader(), "start");
        for (int i = 0; i < docs.length && traces.size() < NEWEST; i++) {
          sum += traces.add(ids.of(docs[i].doc)) ? starts.of(docs[i].doc) : 0;
        }
        if (traces.size() == NEWEST || docs.length < page) {
          return sum;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Query since(long fromSeconds) {
    return LongField.newRangeQuery("__time__", fromSeconds, SpanSet.DAY_END - 1);
  }

  @Override
  public long services() {
    try {
      Terms terms = MultiTerms.getTerms(searcher().getIndexReader(), "service");
      TermsEnum all = terms.iterator();
      long sum = 0;
      while (all.next() != null) {
        sum += 1 + all.docFreq();
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long operations(String service) {
    return LuceneLoops.pairs(
        searcher(), new TermQuery(new Term("service", service)), "name", "kind");
  }

  @Override
  public long newestWith(String attribute, String value) {
    return whole(new TermQuery(new Term(attribute, value)), NEWEST, NEWEST_FIRST);
  }

  @Override
  public long newestWithWords(String a, String b) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List.of(a, b)
        .forEach(
            word -> query.add(new TermQuery(new Term("logs", word)), BooleanClause.Occur.FILTER));
    return whole(query.build(), NEWEST, NEWEST_FIRST);
  }

  @Override
  public long percentiles(String service, long fromSeconds) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(since(fromSeconds), BooleanClause.Occur.FILTER);
    query.add(new TermQuery(new Term("service", service)), BooleanClause.Occur.FILTER);
    return LuceneLoops.percentiles(searcher(), query.build(), fromSeconds);
  }

  @Override
  public long numbersFrom(String attribute, long least) {
    try {
      return searcher().count(LongField.newRangeQuery(attribute, least, Long.MAX_VALUE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long dependencies() {
    return LuceneLoops.dependencies(searcher());
  }

  @Override
  public void close() throws IOException {
    IndexSearcher open = searcher;
    searcher = null;
    if (open != null) {
      open.getIndexReader().close();
    }
    directory.close();
  }
}
