// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** At most one of two files; with none everybody is let in. */
public record AuthFiles(@Nullable Path basic, @Nullable Path bearer) {
  /** Nobody is asked. */
  public static final AuthFiles NONE = new AuthFiles(null, null);

  /**
   * Reads the file; null when nobody is asked.
   *
   * @param executor checks passwords
   * @throws IOException when the file cannot be used
   */
  public @Nullable Authenticator load(Executor executor) throws IOException {
    if (basic != null) {
      return new BasicFile(basic, executor);
    }
    return bearer == null ? null : new BearerFile(bearer);
  }
}
