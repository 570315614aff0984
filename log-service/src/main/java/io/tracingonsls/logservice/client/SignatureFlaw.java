// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

/** What can be wrong about a signature, to see how it is refused. */
public enum SignatureFlaw {
  NONE,
  UNSIGNED,
  WRONG_SECRET,
  UNKNOWN_KEY,
  /** Signed twenty minutes in the future. */
  EARLY,
  /** Signed twenty minutes ago. */
  LATE
}
