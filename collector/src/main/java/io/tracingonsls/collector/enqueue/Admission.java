// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.enqueue;

/** The queue's answer to an offer. */
public enum Admission {
  ADMITTED,
  /** No room: the sender should come again a little later. */
  FULL,
  /** The collector is stopping. */
  CLOSED
}
