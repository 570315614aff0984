// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What belongs to one request while it is answered: limits to read within, a flag to stop, what readers warned of. */
public record RequestScope(ReadContext context, CancelFlag cancel, WarningSink warnings) {
  /** A scope whose time starts now and ends with the limits' time-out. */
  public static RequestScope of(
      String tenant, @Nullable Secret bearerToken, QueryLimits limits, CancelFlag cancel) {
    return of(tenant, bearerToken, limits, cancel, limits.timeout());
  }

  /** The same for a client that waits at most {@code patience}. */
  public static RequestScope of(
      String tenant,
      @Nullable Secret bearerToken,
      QueryLimits limits,
      CancelFlag cancel,
      Duration patience) {
    WarningSink warnings = new WarningSink();
    ReadContext context = new ReadContext(
        tenant,
        Deadline.after(limits.timeout()).atMost(patience),
        limits.maxSpansPerTrace(),
        limits.maxBytes(),
        cancel,
        bearerToken,
        warnings);
    return new RequestScope(context, cancel, warnings);
  }
}
