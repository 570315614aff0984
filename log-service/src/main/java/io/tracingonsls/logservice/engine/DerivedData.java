// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/** Something that a query computed from a segment and that the next query can use, see {@link SegmentReader#derived}. Immutable. */
public interface DerivedData {
  /** Memory held in bytes, roughly. */
  long heapBytes();
}
