// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Judges the Authorization header of a request. Thread-safe; never blocks. */
public interface Authenticator {
  /** Completes with whether the header is good. */
  CompletionStage<Boolean> verify(@Nullable String authorization);

  /** The value of WWW-Authenticate in a refusal. */
  String challenge();
}
