// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/** Says that nobody waits for an answer any more. Thread-safe; set once. */
public final class CancelFlag {
  private volatile boolean cancelled;

  public void cancel() {
    cancelled = true;
  }

  public boolean cancelled() {
    return cancelled;
  }
}
