// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

/** Sizes of PutLogs. */
final class WriteLimits {
  /** Largest LogGroup before compression. */
  static final int MAX_BODY_BYTES = 10 << 20;

  /** Incompressible data grows a little when it is compressed anyway. */
  static final int MAX_WIRE_BYTES = MAX_BODY_BYTES + (MAX_BODY_BYTES >> 6);

  private WriteLimits() {}
}
