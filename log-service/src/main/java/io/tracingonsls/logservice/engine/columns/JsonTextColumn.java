// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The whole texts of a field that is stored as templates and leaves. Two rows have the same text exactly when they have the same
 * template and the same leaves, so distinct values are found without writing out any text. Texts are put together on demand:
 * prefer leaves.
 */
final class JsonTextColumn extends TextColumn {
  private final @Nullable ColumnReader plain;
  private final TemplateSet templates;
  private volatile @Nullable Numbering numbering;

  JsonTextColumn(
      ColumnSegment segment, String field, @Nullable ColumnReader plain, ColumnReader templates) {
    super(segment.rowCount());
    this.plain = plain;
    this.templates = new TemplateSet(segment, field, templates);
  }

  @Override
  public int valueCount() {
    return numbering().count;
  }

  @Override
  public int id(int row) {
    return numbering().ids[row];
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    System.arraycopy(numbering().ids, fromRow, out, 0, count);
  }

  @Override
  public int lookup(byte[] utf8) {
    int plainId = plain == null ? -1 : plain.lookup(utf8);
    if (plain != null && plainId >= 0) {
      int[] rows = plain.rows(plainId);
      return rows.length == 0 ? -1 : id(rows[0]);
    }
    JsonShredder shredder = new JsonShredder();
    shredder.shred(utf8, 0, utf8.length, false);
    int template = shredder.lossless()
        ? templates.find(Arrays.copyOf(shredder.templateBytes(), shredder.templateLength()))
        : -1;
    return template < 0 ? -1 : lookup(shredder, template);
  }

  private int lookup(JsonShredder value, int template) {
    ColumnReader[] leaves = templates.get(template).leaves();
    int[] wanted = new int[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      int from = value.leafStart(i);
      wanted[i] = leaves[i].lookup(
          Arrays.copyOfRange(value.leafBytes(i), from, from + value.leafLength(i)));
      if (wanted[i] < 0) {
        return -1;
      }
    }
    Numbering known = numbering();
    for (int id = 0; id < known.count; id++) {
      int row = known.firstRows[id];
      if (templates.template(row) == template && matches(leaves, wanted, row)) {
        return id;
      }
    }
    return -1;
  }

  private static boolean matches(ColumnReader[] leaves, int[] wanted, int row) {
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i].id(row) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte[] bytes(int id) {
    return text(id).getBytes(UTF_8);
  }

  @Override
  public String text(int id) {
    int row = numbering().firstRows[id];
    int plainId = plain == null ? -1 : plain.id(row);
    return plain != null && plainId >= 0 ? plain.text(plainId) : templates.text(row);
  }

  /** An upper bound: escapes can make a leaf six times as long. */
  @Override
  public int maxByteLength() {
    long longest = plain == null ? 0 : plain.maxByteLength();
    for (int t = 0; t < templates.size(); t++) {
      TemplateSet.Template template = templates.get(t);
      long length = template.bytes().length;
      for (ColumnReader leaf : template.leaves()) {
        length += 6L * leaf.maxByteLength() + 2;
      }
      longest = Math.max(longest, length);
    }
    return (int) Math.min(Integer.MAX_VALUE - 16L, longest);
  }

  private Numbering numbering() {
    Numbering known = numbering;
    if (known == null) {
      known = new Numbering(rowCount(), plain, templates);
      numbering = known;
    }
    return known;
  }

  /** Ids of the distinct combinations, by a hash table over the first row of each. */
  private static final class Numbering {
    private final @Nullable ColumnReader plain;
    private final TemplateSet templates;
    private final int[] ids;
    private int[] firstRows = new int[64];
    private int[] table = new int[256];
    private int count;

    Numbering(int rowCount, @Nullable ColumnReader plain, TemplateSet templates) {
      this.plain = plain;
      this.templates = templates;
      this.ids = new int[rowCount];
      for (int row = 0; row < rowCount; row++) {
        ids[row] = present(row) ? number(row) : -1;
      }
      table = new int[0];
    }

    private boolean present(int row) {
      return templates.template(row) >= 0 || (plain != null && plain.id(row) >= 0);
    }

    private int number(int row) {
      int mask = table.length - 1;
      int slot = hash(row) & mask;
      while (table[slot] != 0) {
        int id = table[slot] - 1;
        if (same(firstRows[id], row)) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      if (count == firstRows.length) {
        firstRows = Arrays.copyOf(firstRows, count * 2);
      }
      firstRows[count++] = row;
      table[slot] = count;
      if (count * 2 > table.length) {
        grow();
      }
      return count - 1;
    }

    private void grow() {
      int mask = table.length * 2 - 1;
      table = new int[mask + 1];
      for (int id = 0; id < count; id++) {
        int slot = hash(firstRows[id]) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = id + 1;
      }
    }

    private int hash(int row) {
      int template = templates.template(row);
      long h = template + 1L;
      if (template < 0) {
        h = plain == null ? 0 : ~(long) plain.id(row);
      } else {
        for (ColumnReader leaf : templates.get(template).leaves()) {
          h = (h ^ leaf.id(row)) * 0x9E3779B97F4A7C15L;
          h ^= h >>> 29;
        }
      }
      h *= 0xD6E8FEB86659FD93L;
      return (int) (h >>> 32);
    }

    private boolean same(int a, int b) {
      int template = templates.template(a);
      if (template != templates.template(b)) {
        return false;
      }
      if (template < 0) {
        return plain != null && plain.id(a) == plain.id(b);
      }
      for (ColumnReader leaf : templates.get(template).leaves()) {
        if (leaf.id(a) != leaf.id(b)) {
          return false;
        }
      }
      return true;
    }
  }
}
