// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import org.jspecify.annotations.Nullable;

/** The web UI that the program brings along. Thread-safe; reading may block. */
@FunctionalInterface
public interface BuiltInUi {
  /** Brings nothing: the query server then shows a plain page of its own. */
  BuiltInUi NONE = path -> null;

  /**
   * The bytes of a file, or null when it is not there.
   *
   * @param path below the UI's root, such as {@code index.html}
   */
  byte @Nullable [] read(String path);
}
