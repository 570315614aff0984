// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Finds the meaningful exception inside those that futures wrap around it. */
final class HandlerFailure {
  private HandlerFailure() {}

  static Throwable unwrap(Throwable failure) {
    Throwable current = failure;
    while (current.getCause() != null
        && (current instanceof CompletionException || current instanceof ExecutionException)) {
      current = current.getCause();
    }
    return current;
  }

  /** The HTTP error inside, or null. */
  static @Nullable HttpException known(Throwable failure) {
    return unwrap(failure) instanceof HttpException known ? known : null;
  }
}
