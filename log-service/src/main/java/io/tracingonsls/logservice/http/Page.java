// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.util.List;

/** {@code offset} and {@code size} of a list call. */
record Page(int offset, int size) {
  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 500;

  static Page of(ApiCall call) {
    int size = call.number("size", DEFAULT_SIZE, -1);
    return new Page(call.number("offset", 0, 0), size < 0 ? MAX_SIZE : Math.min(size, MAX_SIZE));
  }

  <T> List<T> cut(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size(), from + size));
  }
}
