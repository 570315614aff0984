// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the body of a streamed answer; the stream blocks while the client is slow. */
@FunctionalInterface
public interface BodyWriter {
  /**
   * Writes all of the body. An exception before the first 32 KiB gives an error answer; a later one cuts the
   * connection, so that the client cannot take a part for the whole.
   *
   * @throws IOException when the client has gone or does not read in time; pass it on
   */
  void writeTo(OutputStream out) throws IOException;
}
