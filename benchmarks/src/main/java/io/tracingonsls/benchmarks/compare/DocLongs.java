// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedNumericDocValues;

/** Numbers of a field by document, in any order. */
final class DocLongs {
  private final List<LeafReaderContext> leaves;
  private final String field;

  DocLongs(IndexReader reader, String field) {
    this.leaves = reader.leaves();
    this.field = field;
  }

  /** The number; 0 when the document has none. */
  long of(int doc) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    SortedNumericDocValues values = leaf.reader().getSortedNumericDocValues(field);
    return values != null && values.advanceExact(doc - leaf.docBase) ? values.nextValue() : 0;
  }
}
