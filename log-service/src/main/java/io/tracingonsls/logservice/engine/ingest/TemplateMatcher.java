// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises values of a known template by comparing its literal parts, which is several times faster than parsing: what comes
 * out is exactly what {@link JsonShredder} would find. Values with escapes or arrays are left to the parser. Immutable.
 */
public final class TemplateMatcher {
  private final byte[][] literals;
  private final LeafKind[] kinds;

  private TemplateMatcher(byte[][] literals, LeafKind[] kinds) {
    this.literals = literals;
    this.kinds = kinds;
  }

  /** For a template; null when it has leaves that need the parser. */
  public static @Nullable TemplateMatcher of(byte[] template, int length) {
    List<byte[]> literals = new ArrayList<>();
    List<LeafKind> kinds = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (LeafKind.isMarker(template[i])) {
        LeafKind kind = LeafKind.ofMarker(template[i]);
        if (kind == LeafKind.OPAQUE) {
          return null;
        }
        literals.add(Arrays.copyOfRange(template, start, i));
        kinds.add(kind);
        start = i + 1;
      }
    }
    literals.add(Arrays.copyOfRange(template, start, length));
    return new TemplateMatcher(literals.toArray(byte[][]::new), kinds.toArray(LeafKind[]::new));
  }

  /** Whether the value has the template; then the shredder holds its leaves (without paths). */
  boolean match(byte[] bytes, int offset, int length, JsonShredder leaves) {
    int end = offset + length;
    int at = offset;
    for (int i = 0; i < kinds.length; i++) {
      at = literal(literals[i], bytes, at, end);
      if (at < 0) {
        return false;
      }
      int leafEnd =
          kinds[i] == LeafKind.STRING ? stringEnd(bytes, at, end) : scalarEnd(bytes, at, end);
      if (leafEnd < 0) {
        return false;
      }
      if (kinds[i] == LeafKind.STRING) {
        leaves.leaf(LeafKind.STRING, at + 1, leafEnd - at - 2);
      } else {
        leaves.leaf(LeafKind.SCALAR, at, leafEnd - at);
      }
      at = leafEnd;
    }
    return literal(literals[kinds.length], bytes, at, end) == end;
  }

  /** Position behind the literal, or -1. */
  private static int literal(byte[] literal, byte[] bytes, int at, int end) {
    int length = literal.length;
    return length <= end - at && ByteHash.equal(literal, 0, bytes, at, length) ? at + length : -1;
  }

  /** Position behind the closing quote, or -1 when there is no plain string. */
  private static int stringEnd(byte[] bytes, int at, int end) {
    if (at >= end || bytes[at] != '"') {
      return -1;
    }
    int i = JsonText.endOfPlain(bytes, at + 1, end);
    return i < end && bytes[i] == '"' ? i + 1 : -1;
  }

  private static int scalarEnd(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && JsonText.isScalarByte(bytes[i])) {
      i++;
    }
    boolean known = JsonText.isNumber(bytes, at, i)
        || JsonText.equals(bytes, at, i, "true")
        || JsonText.equals(bytes, at, i, "false");
    return known ? i : -1;
  }
}
