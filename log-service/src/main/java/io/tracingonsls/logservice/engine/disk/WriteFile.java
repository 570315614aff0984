// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file being written from start to end. */
public interface WriteFile extends Closeable {
  /** Appends bytes. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes everything written survive a power loss. */
  void sync() throws IOException;
}
