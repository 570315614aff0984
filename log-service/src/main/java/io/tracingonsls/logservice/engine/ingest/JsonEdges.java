// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import io.tracingonsls.logservice.engine.bytes.ByteHash;

/** What tells JSON objects of different keys apart without reading them: the first key and the last. A guess, cheap to make. */
public final class JsonEdges {
  private static final int MAX_KEY_BYTES = 64;

  private JsonEdges() {}

  /** Hash of the first key and the last of an object's text, or of something else if it is written unusually. */
  public static int hash(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int first = Math.min(end, offset + 2);
    int firstEnd = JsonText.endOfPlain(bytes, first, Math.min(end, first + MAX_KEY_BYTES));
    int colon = Math.max(first, end - 1);
    int lowest = Math.max(firstEnd, end - 2 * MAX_KEY_BYTES);
    while (colon > lowest && (bytes[colon] != ':' || bytes[colon - 1] != '"')) {
      colon--;
    }
    int key = colon - 1;
    while (key > lowest && bytes[key - 1] != '"') {
      key--;
    }
    long hash = ByteHash.hash(0, bytes, first, firstEnd - first);
    return (int) (ByteHash.hash(hash, bytes, key, colon - key) >>> 8);
  }
}
