// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.TimeRange;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns ranges of start times into windows of log times. Thread-safe. */
final class Windows {
  /** Log Service takes logs up to a quarter of an hour ahead. */
  private static final long AHEAD_SECONDS = 900;

  /** How far from its known part a trace is looked for; searching by id costs little however wide the window. */
  private static final long TRACE_SLACK_SECONDS = Duration.ofHours(24).toSeconds();

  /** Log Service takes logs of the last seven days only; the log of an older span carries the time at which it was written. */
  private static final long ACCEPTED_SECONDS = Duration.ofDays(6).toSeconds();

  private static final long PARENT_SLACK_SECONDS = 3600;

  private final Clock clock;
  private final long lookBackSeconds;
  private final long slackSeconds;

  Windows(Clock clock, ReadSettings settings) {
    this.clock = clock;
    this.lookBackSeconds = settings.lookBack().toSeconds();
    this.slackSeconds = settings.longestSpan().toSeconds();
  }

  /** The whole look-back. */
  LogWindow all() {
    long now = clock.millis() / 1000;
    return window(now - lookBackSeconds, now + AHEAD_SECONDS);
  }

  /**
   * Where the logs of spans that started within the range lie; null when the look-back can have nothing of it.
   *
   * @param ownRows whether all logs carry their span's start, as ours do
   */
  @Nullable
  LogWindow startingIn(TimeRange range, boolean ownRows) {
    long slack = ownRows ? 0 : slackSeconds;
    long from = Math.floorDiv(range.fromNanos(), 1_000_000_000L);
    long to = Math.floorDiv(range.toNanos(), 1_000_000_000L) + 1 + slack;
    return looked(from, to);
  }

  /** What the look-back has of a window; and, when the window reaches back so far that its logs may have been written late, all since. */
  private @Nullable LogWindow looked(long from, long to) {
    LogWindow all = all();
    boolean late = from < clock.millis() / 1000 - ACCEPTED_SECONDS;
    long first = Math.max(from, all.fromSeconds());
    long end = late ? all.toSeconds() : Math.min(to, all.toSeconds());
    return first < end ? window(first, end) : null;
  }

  /** Where the logs of spans lie that started within the range, and of their parents. */
  @Nullable
  LogWindow withParents(TimeRange range) {
    long from = Math.floorDiv(range.fromNanos(), 1_000_000_000L) - PARENT_SLACK_SECONDS;
    long to = Math.floorDiv(range.toNanos(), 1_000_000_000L) + 1 + PARENT_SLACK_SECONDS;
    return looked(from, to);
  }

  /** Where the logs of traces lie of which some spans started within the hint. */
  LogWindow around(@Nullable TimeRange hint) {
    LogWindow all = all();
    if (hint == null) {
      return all;
    }
    long from = Math.floorDiv(hint.fromNanos(), 1_000_000_000L) - TRACE_SLACK_SECONDS;
    long to =
        Math.floorDiv(hint.toNanos(), 1_000_000_000L) + 1 + TRACE_SLACK_SECONDS + slackSeconds;
    LogWindow looked = looked(from, to);
    return looked == null ? all : looked;
  }

  private static LogWindow window(long from, long to) {
    int first = (int) Math.max(1, Math.min(from, Integer.MAX_VALUE - 1L));
    return new LogWindow(first, (int) Math.max(first + 1L, Math.min(to, Integer.MAX_VALUE)));
  }
}
