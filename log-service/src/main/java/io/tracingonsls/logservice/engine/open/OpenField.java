// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnKind;
import io.tracingonsls.logservice.engine.ingest.JsonEdges;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LeafKind;
import io.tracingonsls.logservice.engine.ingest.TemplateMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of one field into columns: JSON objects as template and leaves, everything else as it is. JSON that template
 * and leaves would not give back exactly is kept whole, beside its leaves.
 */
final class OpenField {
  private static final int RECENT = 4;
  private static final int LIKELY_MASK = 1023;

  private final OpenColumns columns;
  private final JsonShredder shredder;
  final String name;
  final byte[] nameBytes;
  /** Row that last used the field, and the position of the value in that row: finds repeated names. */
  int seenRow = -1;

  int seenAt;

  private @Nullable OpenColumn plain;
  private @Nullable OpenColumn overflow;
  private @Nullable OpenColumn templates;
  private final List<KnownTemplate> known = new ArrayList<>();

  /** Templates that a value may have by how it begins and ends: those of one producer mostly differ there. */
  private KnownTemplate[] likely = new KnownTemplate[0];

  /** Templates that were used last, newest first. */
  private final KnownTemplate[] recent = new KnownTemplate[RECENT];

  private int recentCount;

  OpenField(OpenColumns columns, JsonShredder shredder, String name) {
    this.columns = columns;
    this.shredder = shredder;
    this.name = name;
    this.nameBytes = name.getBytes(UTF_8);
  }

  boolean isNamed(byte[] bytes, int offset, int length) {
    return length == nameBytes.length
        && Arrays.equals(nameBytes, 0, length, bytes, offset, offset + length);
  }

  /** Stores a row's value; false when there is no room for another column, then nothing is stored. */
  boolean put(int row, byte[] bytes, int offset, int length) {
    if (length > 1 && bytes[offset] == '{') {
      return putJson(row, bytes, offset, length);
    }
    return putPlain(row, bytes, offset, length);
  }

  private boolean putPlain(int row, byte[] bytes, int offset, int length) {
    OpenColumn column = plain;
    if (column == null) {
      column = columns.get(ColumnKey.of(ColumnKind.FIELD, name));
      plain = column;
    }
    return set(column, row, bytes, offset, length);
  }

  private boolean set(@Nullable OpenColumn column, int row, byte[] bytes, int offset, int length) {
    if (column == null) {
      return false;
    }
    columns.set(column, row, bytes, offset, length);
    return true;
  }

  private boolean putJson(int row, byte[] bytes, int offset, int length) {
    if (putRecent(row, bytes, offset, length)) {
      return true;
    }
    shredder.shred(bytes, offset, length, false);
    if (shredder.lossless() && putTemplate(row, bytes, offset, length)) {
      return true;
    }
    shredder.shred(bytes, offset, length, true);
    OpenColumn[] leaves = leafColumns(false);
    if (leaves == null) {
      return putOverflow(row, bytes, offset, length);
    }
    if (!putPlain(row, bytes, offset, length)) {
      return false;
    }
    for (int i = 0; i < leaves.length; i++) {
      if (shredder.kind(i) != LeafKind.OPAQUE) {
        setLeaf(leaves[i], row, i);
      }
    }
    return true;
  }

  private boolean putTemplate(int row, byte[] bytes, int offset, int length) {
    OpenColumn column = templates;
    if (column == null) {
      column = columns.get(ColumnKey.of(ColumnKind.TEMPLATE, name));
      if (column == null) {
        return false;
      }
      templates = column;
    }
    int id = column.dictionary.add(shredder.templateBytes(), 0, shredder.templateLength());
    if (id == known.size()) {
      known.add(template(id, bytes, offset, length));
    }
    KnownTemplate template = known.get(id);
    if (template.leaves().length != shredder.leafCount()) {
      return false;
    }
    setLeaves(column, row, template);
    remember(template, bytes, offset, length);
    return true;
  }

  private KnownTemplate template(int id, byte[] bytes, int offset, int length) {
    TemplateMatcher matcher =
        TemplateMatcher.of(shredder.templateBytes(), shredder.templateLength());
    shredder.shred(bytes, offset, length, true);
    OpenColumn[] leaves = leafColumns(true);
    return new KnownTemplate(id, matcher, leaves == null ? new OpenColumn[0] : leaves);
  }

  /** Tries the templates that the value most likely has. */
  private boolean putRecent(int row, byte[] bytes, int offset, int length) {
    OpenColumn column = templates;
    if (column == null) {
      return false;
    }
    KnownTemplate guess =
        likely.length == 0 ? null : likely[JsonEdges.hash(bytes, offset, length) & LIKELY_MASK];
    if (guess != null && matches(guess, bytes, offset, length)) {
      setLeaves(column, row, guess);
      return true;
    }
    for (int i = 0; i < recentCount; i++) {
      KnownTemplate candidate = recent[i];
      if ((guess == null || candidate.id() != guess.id())
          && matches(candidate, bytes, offset, length)) {
        System.arraycopy(recent, 0, recent, 1, i);
        recent[0] = candidate;
        setLeaves(column, row, candidate);
        return true;
      }
    }
    return false;
  }

  private boolean matches(KnownTemplate template, byte[] bytes, int offset, int length) {
    TemplateMatcher matcher = template.matcher();
    return matcher != null && shredder.match(matcher, bytes, offset, length);
  }

  private void remember(KnownTemplate template, byte[] bytes, int offset, int length) {
    if (template.matcher() == null) {
      return;
    }
    if (known.size() > RECENT) {
      likely = likely.length == 0 ? new KnownTemplate[LIKELY_MASK + 1] : likely;
      likely[JsonEdges.hash(bytes, offset, length) & LIKELY_MASK] = template;
    }
    for (int i = 0; i < recentCount; i++) {
      if (recent[i].id() == template.id()) {
        return;
      }
    }
    recentCount = Math.min(RECENT, recentCount + 1);
    System.arraycopy(recent, 0, recent, 1, recentCount - 1);
    recent[0] = template;
  }

  private void setLeaves(OpenColumn column, int row, KnownTemplate template) {
    OpenColumn[] leaves = template.leaves();
    for (int i = 0; i < leaves.length; i++) {
      setLeaf(leaves[i], row, i);
    }
    column.setId(row, template.id());
    columns.touched(column);
  }

  private void setLeaf(OpenColumn column, int row, int leaf) {
    columns.set(
        column, row, shredder.leafBytes(leaf), shredder.leafStart(leaf), shredder.leafLength(leaf));
  }

  /** Columns of the shredded value's leaves; null when one finds no room or, if so asked, when two have the same path. */
  private OpenColumn @Nullable [] leafColumns(boolean distinct) {
    OpenColumn[] result = new OpenColumn[shredder.leafCount()];
    Set<OpenColumn> seen = new HashSet<>();
    for (int i = 0; i < result.length; i++) {
      boolean opaque = shredder.kind(i) == LeafKind.OPAQUE;
      ColumnKey key =
          new ColumnKey(opaque ? ColumnKind.OPAQUE : ColumnKind.LEAF, name, shredder.leafPath(i));
      OpenColumn column = opaque && !distinct ? columns.spare() : columns.get(key);
      if (column == null || (!seen.add(column) && distinct)) {
        return null;
      }
      result[i] = column;
    }
    return result;
  }

  private boolean putOverflow(int row, byte[] bytes, int offset, int length) {
    OpenColumn column = overflow;
    if (column == null) {
      column = columns.get(ColumnKey.of(ColumnKind.OVERFLOW, name));
      overflow = column;
    }
    return set(column, row, bytes, offset, length);
  }

  /**
   * A template with what is needed to use it again.
   *
   * @param matcher null when it takes the parser to find the leaves
   * @param leaves the leaves' columns; none when the template can not be used
   */
  @SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
  private record KnownTemplate(int id, @Nullable TemplateMatcher matcher, OpenColumn[] leaves) {}
}
