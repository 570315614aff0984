// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.transfer;

import io.tracingonsls.model.SpanBatch;
import java.io.IOException;
import java.util.Map;

/** Takes traces and knows in the end what became of their spans. Not thread-safe. */
interface SpanSink extends AutoCloseable {
  /**
   * Takes a trace; may wait for earlier ones.
   *
   * @throws IOException if it, or an earlier one, could not be delivered; then nothing more should be sent
   */
  void send(SpanBatch trace) throws IOException;

  /** Waits until all is delivered. */
  void finish() throws IOException;

  /** Spans that were stored so far. */
  long accepted();

  /** Spans that were refused for good, by reason. */
  Map<String, Long> rejected();

  @Override
  void close();
}
