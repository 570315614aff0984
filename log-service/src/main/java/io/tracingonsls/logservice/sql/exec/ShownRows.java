// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.IndexedKey;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a segment show a column: a row written under a configuration that did not show the key to SQL, or not as deep in its
 * JSON object, shows NULL.
 */
final class ShownRows {
  private final SegmentReader segment;
  private final int lowestVersion;
  private final boolean[] visible;
  /** By version, the rows that show a leaf, where the version's limit of depth is stricter than that of others. */
  private final @Nullable ColumnReader[] within;

  private boolean all = true;
  private boolean limited;

  private ShownRows(SegmentReader segment) {
    this.segment = segment;
    this.lowestVersion = segment.minIndexVersion();
    int versions = segment.maxIndexVersion() - lowestVersion + 1;
    this.visible = new boolean[versions];
    this.within = new @Nullable ColumnReader[versions];
  }

  static ShownRows of(SegmentReader segment, ScanColumn wanted, IndexHistory index) {
    ShownRows rows = new ShownRows(segment);
    if (!wanted.key().isEmpty()) {
      int loosest = depth(segment, wanted, index);
      for (int i = 0; i < rows.visible.length; i++) {
        rows.add(i, wanted, index.at(rows.lowestVersion + i), loosest);
      }
    }
    return rows;
  }

  private void add(int at, ScanColumn wanted, IndexConfig config, int loosest) {
    visible[at] = SliceColumns.isVisible(wanted, config);
    int depth = depth(wanted, config);
    if (visible[at] && depth != loosest) {
      within[at] = segment.leaf(wanted.field(), wanted.path(), depth);
      visible[at] = within[at] != null;
      limited = true;
    }
    all &= visible[at];
  }

  /** How deep in its JSON object a leaf may lie for some configuration of the rows to show it; negative for any depth. */
  static int depth(SegmentReader segment, ScanColumn wanted, IndexHistory index) {
    int loosest = 0;
    for (int version = segment.minIndexVersion();
        version <= segment.maxIndexVersion() && loosest >= 0;
        version++) {
      int depth = depth(wanted, index.at(version));
      loosest = depth < 0 ? depth : Math.max(depth, loosest);
    }
    return loosest;
  }

  private static int depth(ScanColumn wanted, IndexConfig config) {
    IndexedKey key = config.resolve(wanted.key());
    return key == null ? 0 : key.maxDepth();
  }

  /**
   * Whether some rows have a stricter limit of depth than others. A path given twice in one object, at two depths, has another value
   * for such a row.
   */
  boolean limited() {
    return limited;
  }

  /** The column as this row shows it, {@code loosest} unless the row has a stricter limit; null when it shows none. */
  @Nullable
  ColumnReader shownIn(int row, ColumnReader loosest) {
    int at = segment.indexVersion(row) - lowestVersion;
    ColumnReader limit = within[at];
    return !visible[at] ? null : limit == null ? loosest : limit;
  }

  /** Sets the ids of rows that do not show the column to -1. */
  void hideOthers(int[] rows, int[] ids) {
    for (int i = 0; i < ids.length && !all; i++) {
      if (!visible[segment.indexVersion(rows[i]) - lowestVersion]) {
        ids[i] = -1;
      }
    }
  }
}
