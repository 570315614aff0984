// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedSetDocValues;

/** Texts of a field by document, in any order. */
final class DocTexts {
  private final List<LeafReaderContext> leaves;
  private final String field;

  DocTexts(IndexReader reader, String field) {
    this.leaves = reader.leaves();
    this.field = field;
  }

  /** The text; empty when the document has none. */
  String of(int doc) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    SortedSetDocValues values = leaf.reader().getSortedSetDocValues(field);
    return values != null && values.advanceExact(doc - leaf.docBase)
        ? values.lookupOrd(values.nextOrd()).utf8ToString()
        : "";
  }
}
