// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/** Cursor positions of one shard: sequence numbers, which grow with arrival and are shared by all shards of a Logstore. */
public interface Cursors {
  /** The oldest group that is still kept; equals {@link #end()} when there is none. */
  long begin();

  /** One past the newest group. */
  long end();

  /** The first group received at or after the given unix second; {@link #end()} when there is none. */
  long atReceiveSeconds(long seconds);

  /** Receive time, in unix seconds, of the first group at or after the cursor; the newest group's when there is none. */
  long receiveSeconds(long cursor);
}
