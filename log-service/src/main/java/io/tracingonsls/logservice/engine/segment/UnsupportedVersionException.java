// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.io.IOException;

/** A file of a newer format version: intact, so it must neither be set aside nor overlooked. */
public final class UnsupportedVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedVersionException(int version) {
    super("segment format version: " + version + " (expected: at most " + Directory.VERSION
        + "; the data was written by a newer release)");
  }
}
