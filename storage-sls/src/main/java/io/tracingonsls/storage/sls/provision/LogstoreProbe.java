// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import java.time.Clock;

/** One cheap real call that tells whether a Logstore can be used. */
public final class LogstoreProbe {
  private LogstoreProbe() {}

  /** What a key may do with a Logstore that is there. */
  public enum Use {
    SEARCH,
    /** Searching is forbidden, as it should be for a collector's key. */
    NO_SEARCH
  }

  /**
   * A search over an empty window: fails as long as the Logstore or its index is not ready. Where the key may not search, the Logstore has to be
   * there.
   *
   * @throws SlsFailure if it can't be used
   */
  public static Use look(SlsClient client, String logstore, Clock clock) {
    int now = (int) Math.min(Integer.MAX_VALUE - 1L, clock.millis() / 1000);
    try {
      client.query(new LogSearch(logstore, "*", now, now + 1, 1, 0, false));
      return Use.SEARCH;
    } catch (SlsFailure failure) {
      if (failure.kind() != SlsFailure.Kind.FORBIDDEN || !client.logstoreExists(logstore)) {
        throw failure;
      }
      return Use.NO_SEARCH;
    }
  }
}
