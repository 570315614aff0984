// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.HostPort;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running listener. */
public interface Receiver {
  /** Where it really listens. */
  HostPort address();

  /** Takes no new requests, finishes those in work within the grace. May be called again. */
  CompletableFuture<Void> close(Duration grace);
}
