// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.NumberView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parts of a column reader that follow from ids and bytes. Subclasses replace what they can do faster. */
public abstract class TextColumn implements ColumnReader {
  private static final int BATCH = 1024;

  private final int rowCount;
  private volatile @Nullable NumberView numbers;

  /** For a segment, or a snapshot of one, of so many rows. */
  protected TextColumn(int rowCount) {
    this.rowCount = rowCount;
  }

  /** Rows of the segment. */
  protected final int rowCount() {
    return rowCount;
  }

  @Override
  public String text(int id) {
    return new String(bytes(id), UTF_8);
  }

  @Override
  public int byteLength(int id) {
    return bytes(id).length;
  }

  @Override
  public int copy(int id, byte[] out, int offset) {
    byte[] value = bytes(id);
    System.arraycopy(value, 0, out, offset, value.length);
    return value.length;
  }

  @Override
  public int[] rows(int id) {
    int[] batch = new int[Math.min(BATCH, rowCount)];
    int[] found = new int[16];
    int count = 0;
    for (int from = 0; from < rowCount; from += batch.length) {
      int n = Math.min(batch.length, rowCount - from);
      ids(from, n, batch);
      for (int i = 0; i < n; i++) {
        if (batch[i] == id) {
          if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
          }
          found[count++] = from + i;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  @Override
  public int presentCount() {
    int[] batch = new int[Math.min(BATCH, rowCount)];
    int count = 0;
    for (int from = 0; from < rowCount; from += batch.length) {
      int n = Math.min(batch.length, rowCount - from);
      ids(from, n, batch);
      for (int i = 0; i < n; i++) {
        count += batch[i] >= 0 ? 1 : 0;
      }
    }
    return count;
  }

  @Override
  public int[] rowCounts() {
    int[] counts = new int[valueCount()];
    int[] batch = new int[Math.min(BATCH, rowCount)];
    for (int from = 0; from < rowCount; from += batch.length) {
      int n = Math.min(batch.length, rowCount - from);
      ids(from, n, batch);
      for (int i = 0; i < n; i++) {
        if (batch[i] >= 0) {
          counts[batch[i]]++;
        }
      }
    }
    return counts;
  }

  @Override
  public NumberView numbers() {
    NumberView known = numbers;
    if (known == null) {
      known = new ParsedNumbers(this);
      numbers = known;
    }
    return known;
  }

  @Override
  public boolean mayContainWord(String run) {
    return true;
  }
}
