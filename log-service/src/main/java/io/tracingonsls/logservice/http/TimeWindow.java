// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.AppendRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which times written logs may carry, seen from the time they arrive; groups with others are refused whole.
 *
 * @param past how old; null for any age
 * @param future how far ahead; null for any
 */
public record TimeWindow(@Nullable Duration past, @Nullable Duration future) {
  /** Everything: histories can be loaded. */
  public static final TimeWindow ANY = new TimeWindow(null, null);

  /** What the cloud documents: seven days back, fifteen minutes ahead. */
  public static final TimeWindow CLOUD = new TimeWindow(Duration.ofDays(7), Duration.ofMinutes(15));

  AppendRequest applyTo(AppendRequest request) {
    long now = request.receivedSeconds();
    return request.within(
        past == null ? 0 : now - past.toSeconds(),
        future == null ? Long.MAX_VALUE : now + future.toSeconds());
  }
}
