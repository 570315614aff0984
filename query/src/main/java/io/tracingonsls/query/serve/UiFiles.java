// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the web UI's files come from. Thread-safe; reading may block. */
interface UiFiles {
  /**
   * A file, or null when it is not there.
   *
   * @param path relative, segments joined by slashes, without empty or dot segments
   */
  @Nullable
  UiFile read(String path) throws IOException;
}
