// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a body writer on a blocking thread and reports how it went. */
final class StreamedAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);

  private StreamedAnswer() {}

  static void run(
      BodyWriter body, boolean gzip, StreamedBody stream, CompletableFuture<Void> written) {
    try {
      if (gzip) {
        OutputStream zipped = new GZIPOutputStream(stream, 8 << 10);
        body.writeTo(zipped);
        zipped.close();
      } else {
        body.writeTo(stream);
      }
      stream.finish(written);
    } catch (Throwable e) {
      if (!(e instanceof IOException) && HandlerFailure.known(e) == null) {
        LOG.error("streamed answer failed", e);
      }
      written.completeExceptionally(e);
    }
  }
}
