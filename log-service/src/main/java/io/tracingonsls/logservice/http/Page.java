// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.util.List;

/** {@code offset} and {@code size} of a list call. */
record Page(int offset, int size) {
  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 500;

  static Page of(ApiCall call) {
    return of(call.parameter("offset"), call.parameter("size"), DEFAULT_SIZE);
  }

  /** Empty texts are absent. */
  static Page of(String offset, String size, int defaultSize) {
    int from = offset.isEmpty() ? 0 : ApiCall.number("offset", offset, 0);
    int most = size.isEmpty() ? defaultSize : ApiCall.number("size", size, -1);
    return new Page(from, most < 0 ? MAX_SIZE : Math.min(most, MAX_SIZE));
  }

  <T> List<T> cut(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, Math.min(all.size(), from + size));
  }
}
