// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.RowTexts;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.IndexedKey;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads columns of one segment for given rows. */
final class SliceColumns {
  private static final long BYTES_PER_VALUE = 8;

  /** The part of a segment's rows up to which texts are put together row by row. */
  private static final int FEW = 4;

  private final SegmentReader segment;
  private final QueryGuard guard;
  private final IndexHistory index;
  private final List<ScanColumn> columns;
  private final @Nullable ColumnReader[] readers;
  private final @Nullable ColumnDictionary[] dictionaries;
  private final @Nullable ShownRows[] shown;
  private final @Nullable RowDictionary[] byRow;
  private final long[] rowsLoaded;
  private final boolean[] opened;

  SliceColumns(
      SegmentReader segment, IndexHistory index, List<ScanColumn> columns, QueryGuard guard) {
    this.guard = guard;
    this.segment = segment;
    this.index = index;
    this.columns = columns;
    this.readers = new @Nullable ColumnReader[columns.size()];
    this.dictionaries = new @Nullable ColumnDictionary[columns.size()];
    this.shown = new @Nullable ShownRows[columns.size()];
    this.byRow = new @Nullable RowDictionary[columns.size()];
    this.rowsLoaded = new long[columns.size()];
    this.opened = new boolean[columns.size()];
  }

  Vector load(int column, int[] rows, int count) {
    ScanColumn wanted = columns.get(column);
    guard.loaded(BYTES_PER_VALUE * count);
    return switch (wanted.source()) {
      case TIME -> times(rows, count);
      case TIME_NANOS -> nanos(rows, count);
      default -> values(column, wanted, rows, count);
    };
  }

  private Vector times(int[] rows, int count) {
    long[] times = new long[count];
    if (count > 0 && rows[count - 1] - rows[0] == count - 1) {
      segment.timesSeconds(rows[0], count, times);
    } else {
      for (int i = 0; i < count; i++) {
        times[i] = segment.timeSeconds(rows[i]);
      }
    }
    return new LongVector(count, times, null);
  }

  private Vector nanos(int[] rows, int count) {
    long[] nanos = new long[count];
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      int part = segment.timeNanosPart(rows[i]);
      nanos[i] = Math.max(part, 0);
      nulls[i] = part < 0;
    }
    return new LongVector(count, nanos, nulls);
  }

  private Vector values(int column, ScanColumn wanted, int[] rows, int count) {
    RowDictionary few = fewRows(column, wanted, count);
    if (few != null) {
      int[] ids = few.ids(rows, count);
      shown(column, wanted).hideOthers(rows, ids);
      return new DictionaryVector(count, ids, few);
    }
    ColumnReader reader = open(column, wanted);
    if (reader == null) {
      return new ConstantVector(count, null);
    }
    ShownRows shown = shown(column, wanted);
    if (shown.limited()) {
      return limited(shown, wanted, reader, rows, count);
    }
    int[] ids = ids(reader, rows, count);
    shown.hideOthers(rows, ids);
    if (wanted.type().is(SqlType.Kind.BIGINT)) {
      return longs(reader.numbers(), ids);
    }
    if (wanted.type().is(SqlType.Kind.DOUBLE)) {
      return doubles(reader.numbers(), ids);
    }
    ColumnDictionary dictionary = dictionaries[column];
    if (dictionary == null) {
      dictionary = new ColumnDictionary(reader, index.current().maxTextLen());
      dictionaries[column] = dictionary;
    }
    return new DictionaryVector(count, ids, dictionary);
  }

  /** Row by row, each as its own configuration shows it. */
  private Vector limited(
      ShownRows shown, ScanColumn wanted, ColumnReader loosest, int[] rows, int count) {
    VectorBuilder values = new VectorBuilder(wanted.type());
    Map<ColumnReader, ColumnDictionary> texts = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ColumnReader reader = shown.shownIn(rows[i], loosest);
      int id = reader == null ? -1 : reader.id(rows[i]);
      Object value = null;
      if (reader != null && id >= 0) {
        value = wanted.type().is(SqlType.Kind.VARCHAR)
            ? texts
                .computeIfAbsent(
                    reader, r -> new ColumnDictionary(r, index.current().maxTextLen()))
                .value(id)
            : number(wanted.type(), reader.numbers(), id);
      }
      values.add(value);
    }
    return values.build();
  }

  private static @Nullable Object number(SqlType type, NumberView numbers, int id) {
    if (type.is(SqlType.Kind.BIGINT)) {
      return numbers.isLong(id) ? (Object) numbers.asLong(id) : null;
    }
    double value = numbers.asDouble(id);
    return Double.isNaN(value) ? null : (Object) value;
  }

  private ShownRows shown(int column, ScanColumn wanted) {
    ShownRows known = shown[column];
    if (known == null) {
      known = ShownRows.of(segment, wanted, index);
      shown[column] = known;
    }
    return known;
  }

  /** Texts by row, until a good part of the segment's rows was asked for. */
  private @Nullable RowDictionary fewRows(int column, ScanColumn wanted, int count) {
    boolean possible = wanted.source() != ScanColumn.Source.LEAF
        && wanted.type().is(SqlType.Kind.VARCHAR)
        && !opened[column];
    rowsLoaded[column] += count;
    if (!possible || rowsLoaded[column] > segment.rowCount() / FEW) {
      return null;
    }
    RowDictionary known = byRow[column];
    if (known == null) {
      RowTexts texts = segment.composed(wanted.field());
      if (texts == null) {
        rowsLoaded[column] = segment.rowCount();
        return null;
      }
      known = new RowDictionary(texts, segment.rowCount(), index.current().maxTextLen());
      byRow[column] = known;
    }
    return known;
  }

  private @Nullable ColumnReader open(int column, ScanColumn wanted) {
    if (!opened[column]) {
      opened[column] = true;
      readers[column] = open(segment, wanted, index);
    }
    return readers[column];
  }

  /** The stored column as far as any configuration of the segment's rows shows it, or null when the segment has none. */
  static @Nullable ColumnReader open(SegmentReader segment, ScanColumn wanted, IndexHistory index) {
    return wanted.source() == ScanColumn.Source.LEAF
        ? segment.leaf(wanted.field(), wanted.path(), ShownRows.depth(segment, wanted, index))
        : segment.column(wanted.field());
  }

  private static int[] ids(ColumnReader reader, int[] rows, int count) {
    int[] ids = new int[count];
    if (count == 0) {
      return ids;
    }
    int span = rows[count - 1] - rows[0] + 1;
    if (span == count) {
      reader.ids(rows[0], count, ids);
    } else if (span > 0 && span <= 4 * count) {
      int[] all = new int[span];
      reader.ids(rows[0], span, all);
      for (int i = 0; i < count; i++) {
        ids[i] = all[rows[i] - rows[0]];
      }
    } else {
      for (int i = 0; i < count; i++) {
        ids[i] = reader.id(rows[i]);
      }
    }
    return ids;
  }

  static boolean isVisible(ScanColumn wanted, IndexConfig config) {
    IndexedKey key = config.resolve(wanted.key());
    return key != null && key.index().docValue();
  }

  private static Vector longs(NumberView numbers, int[] ids) {
    long[] values = new long[ids.length];
    boolean[] nulls = null;
    boolean certain = numbers.allLongs();
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      if (id >= 0 && (certain || numbers.isLong(id))) {
        values[i] = numbers.asLong(id);
      } else {
        nulls = nulls == null ? new boolean[ids.length] : nulls;
        nulls[i] = true;
      }
    }
    return new LongVector(ids.length, values, nulls);
  }

  private static Vector doubles(NumberView numbers, int[] ids) {
    double[] values = new double[ids.length];
    boolean[] nulls = new boolean[ids.length];
    for (int i = 0; i < ids.length; i++) {
      double value = ids[i] < 0 ? Double.NaN : numbers.asDouble(ids[i]);
      values[i] = value;
      nulls[i] = Double.isNaN(value);
    }
    return new DoubleVector(ids.length, values, nulls);
  }
}
