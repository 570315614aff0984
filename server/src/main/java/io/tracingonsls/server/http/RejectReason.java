// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

/** Short fixed words for refusals, used as metric labels. */
final class RejectReason {
  private RejectReason() {}

  static String of(int status) {
    return switch (status) {
      case 401, 403 -> "unauthorized";
      case 408 -> "slow_body";
      case 413 -> "too_large";
      case 414 -> "target_too_long";
      case 431 -> "headers_too_large";
      case 503 -> "overloaded";
      default -> "malformed";
    };
  }
}
