// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** Bits of the member {@code n} of {@code jaeger.ext}: text fields whose text really is {@code null}. */
final class ExtNames {
  static final int NAME = 1;
  static final int SERVICE = 2;
  static final int TRACE_STATE = 4;
  static final int SCOPE_NAME = 8;
  static final int SCOPE_VERSION = 16;

  private ExtNames() {}

  static int bit(String text, int bit) {
    return text.equals(LogRow.NULL) ? bit : 0;
  }
}
