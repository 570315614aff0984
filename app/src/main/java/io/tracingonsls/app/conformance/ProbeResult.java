// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

/**
 * How a probe went.
 *
 * @param detail what came instead of what was expected; empty when it passed
 */
public record ProbeResult(Probe probe, String detail) {
  /** Whether the answer was the expected one. */
  public boolean passed() {
    return detail.isEmpty();
  }
}
