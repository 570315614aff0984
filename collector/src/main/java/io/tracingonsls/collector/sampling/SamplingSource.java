// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import java.util.concurrent.CompletionStage;

/** Finds out the strategy of a service, perhaps by asking elsewhere. Thread-safe; never blocks. */
public interface SamplingSource {
  /** The strategy; the stage fails when it cannot be found out, with a message that clients may see. */
  CompletionStage<SamplingStrategy> ask(String service);
}
