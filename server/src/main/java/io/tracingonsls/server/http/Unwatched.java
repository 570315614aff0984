// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.util.concurrent.Future;

/** Says in the code that an operation's outcome is seen elsewhere: the channel closes, or its close is what was wanted. */
final class Unwatched {
  private Unwatched() {}

  static void ignore(Future<?> outcome) {
    outcome.isDone();
  }
}
