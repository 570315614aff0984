// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

/** What stands at a leaf of a JSON object, and the byte that marks its place in a template (no such byte occurs in UTF-8). */
public enum LeafKind {
  /** A string: the leaf's value is the unescaped text. */
  STRING((byte) 0xFF),
  /** A number, true or false: the leaf's value is the text as written. */
  SCALAR((byte) 0xFE),
  /** An array, or an object nested too deep: kept as written, not visible to search and SQL. */
  OPAQUE((byte) 0xFD);

  private final byte marker;

  LeafKind(byte marker) {
    this.marker = marker;
  }

  /** The byte in the template. */
  public byte marker() {
    return marker;
  }

  /** The kind that a marker byte stands for. */
  static LeafKind ofMarker(byte marker) {
    return marker == STRING.marker ? STRING : marker == SCALAR.marker ? SCALAR : OPAQUE;
  }

  static boolean isMarker(byte b) {
    return b == STRING.marker || b == SCALAR.marker || b == OPAQUE.marker;
  }
}
