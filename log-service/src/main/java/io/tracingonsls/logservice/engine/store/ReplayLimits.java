// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.ingest.AppendLimits;

/** What was accepted once is accepted again, whatever the limits are today. */
final class ReplayLimits {
  static final AppendLimits NONE =
      new AppendLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private ReplayLimits() {}
}
