// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.RowTexts;
import io.tracingonsls.logservice.engine.SegmentReader;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads fields, leaves and logs from stored columns, whether these are in memory or in a file. */
public abstract class ColumnSegment implements SegmentReader {
  private volatile @Nullable LogAssembler assembler;

  /** A stored column, or null. */
  public abstract @Nullable ColumnReader stored(ColumnKey key);

  /** All stored columns. */
  public abstract Collection<ColumnKey> storedKeys();

  /** The groups of the segment's rows. */
  public abstract GroupTable groups();

  /** Position of a row in arrival order. */
  public abstract int rank(int row);

  /** The row at a position in arrival order. */
  public abstract int rowOfRank(int rank);

  @Override
  public int indexVersion(int row) {
    GroupTable groups = groups();
    return groups.indexVersions()[groups.groupOfRank(rank(row))];
  }

  @Override
  public int minIndexVersion() {
    return groups().minIndexVersion();
  }

  @Override
  public int maxIndexVersion() {
    return groups().maxIndexVersion();
  }

  @Override
  public Collection<String> columnNames() {
    Set<String> names = new LinkedHashSet<>();
    for (ColumnKey key : storedKeys()) {
      if (key.kind() == ColumnKind.FIELD
          || key.kind() == ColumnKind.TEMPLATE
          || key.kind() == ColumnKind.OVERFLOW) {
        names.add(key.field());
      }
    }
    GroupColumns.addNames(groups(), names);
    if (stored(ColumnKey.EXTRAS) != null) {
      names.addAll(new ExtraFields(this).names());
    }
    return names;
  }

  @Override
  public @Nullable ColumnReader column(String name) {
    boolean ofGroup = name.equals(GroupColumns.TOPIC)
        || name.equals(GroupColumns.SOURCE)
        || name.startsWith(GroupColumns.TAG_PREFIX);
    if (ofGroup) {
      ColumnReader column = GroupColumns.column(this, name);
      if (column != null || !name.startsWith(GroupColumns.TAG_PREFIX)) {
        return column;
      }
    }
    return field(name);
  }

  private @Nullable ColumnReader field(String name) {
    ColumnReader plain = stored(ColumnKey.of(ColumnKind.FIELD, name));
    ColumnReader templates = stored(ColumnKey.of(ColumnKind.TEMPLATE, name));
    ColumnReader column = plain;
    if (stored(ColumnKey.of(ColumnKind.OVERFLOW, name)) != null) {
      column = FieldText.merge(this, name);
    } else if (templates != null) {
      column = new JsonTextColumn(this, name, plain, templates);
    }
    return stored(ColumnKey.EXTRAS) == null ? column : new ExtraFields(this).field(name, column);
  }

  @Override
  public @Nullable RowTexts composed(String name) {
    boolean inParts = stored(ColumnKey.of(ColumnKind.TEMPLATE, name)) != null
        || stored(ColumnKey.of(ColumnKind.OVERFLOW, name)) != null;
    boolean everywhere =
        stored(ColumnKey.EXTRAS) == null || !new ExtraFields(this).names().contains(name);
    return inParts && everywhere ? assembler().texts(name) : null;
  }

  @Override
  public Collection<String> leafPaths(String field) {
    Set<String> paths = new LinkedHashSet<>();
    for (ColumnKey key : storedKeys()) {
      if (key.kind() == ColumnKind.LEAF && key.field().equals(field)) {
        paths.add(key.path());
      }
    }
    if (hasUnshredded(field)) {
      paths.addAll(new UnshreddedLeaves(this, field).paths());
    }
    return paths;
  }

  @Override
  public @Nullable ColumnReader leaf(String field, String path, int maxDepth) {
    ColumnReader stored = stored(new ColumnKey(ColumnKind.LEAF, field, path));
    LeafDepth limit = LeafDepth.of(path, maxDepth);
    stored = stored == null ? null : limit.apply(this, field, stored);
    return hasUnshredded(field) ? new UnshreddedLeaves(this, field).leaf(limit, stored) : stored;
  }

  private boolean hasUnshredded(String field) {
    return stored(ColumnKey.of(ColumnKind.OVERFLOW, field)) != null
        || stored(ColumnKey.EXTRAS) != null;
  }

  @Override
  public LogRecord log(int row) {
    return assembler().log(row);
  }

  private LogAssembler assembler() {
    LogAssembler known = assembler;
    if (known == null) {
      known = new LogAssembler(this);
      assembler = known;
    }
    return known;
  }
}
