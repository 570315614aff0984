// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

/** Too many requests are running and waiting already; this one was not started. */
public final class OverloadedException extends RuntimeException {
  public OverloadedException() {
    super("too many queries are running, try again in a moment", null, false, false);
  }
}
