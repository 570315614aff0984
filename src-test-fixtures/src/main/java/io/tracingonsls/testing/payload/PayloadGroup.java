// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import java.util.List;

/** Payloads that belong together and are to be sent in order, and the traces that come of them. */
public record PayloadGroup(String name, List<Payload> payloads, List<GoldenTrace> traces) {
  @Override
  public String toString() {
    return name;
  }
}
