// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file read at positions; thread-safe. */
public interface ReadFile extends Closeable {
  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws java.io.EOFException when the file ends before
   */
  void read(long position, byte[] out, int offset, int length) throws IOException;

  /** Size in bytes. */
  long size() throws IOException;
}
