// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.NumberView;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers of a sealed column: packed longs as they are, other values parsed once when first needed, ranges from the directory. */
final class SealedNumbers implements NumberView {
  private final ColumnStats stats;
  private final @Nullable LongValues longs;
  private final Supplier<? extends NumberView> parser;
  private volatile @Nullable NumberView parsed;

  SealedNumbers(ColumnMeta meta, Dictionary dictionary, Supplier<? extends NumberView> parser) {
    this.stats = meta.stats();
    this.longs = meta.encoding() == ColumnEncoding.LONGS ? dictionary.longs() : null;
    this.parser = parser;
  }

  private NumberView parsed() {
    NumberView known = parsed;
    if (known == null) {
      known = parser.get();
      parsed = known;
    }
    return known;
  }

  @Override
  public boolean isLong(int id) {
    return longs != null || (stats.numericCount() > 0 && parsed().isLong(id));
  }

  @Override
  public long asLong(int id) {
    if (longs != null) {
      return longs.get(id);
    }
    return stats.numericCount() == 0 ? 0 : parsed().asLong(id);
  }

  @Override
  public double asDouble(int id) {
    if (longs != null) {
      return longs.get(id);
    }
    return stats.numericCount() == 0 ? Double.NaN : parsed().asDouble(id);
  }

  @Override
  public double min() {
    return stats.min();
  }

  @Override
  public double max() {
    return stats.max();
  }

  @Override
  public boolean allLongs() {
    return stats.allLongs();
  }
}
