// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import java.util.Arrays;
import java.util.List;

/**
 * The LogGroups of a segment in arrival order. Row ranks are positions in arrival order; the logs of group {@code g} have the
 * ranks from {@code firstRank[g]} to that of the next. Immutable; arrays may be longer than {@code count} and are shared.
 *
 * @param count number of groups
 * @param rowCount number of logs in all groups
 * @param sequences sequence numbers, increasing
 * @param shards shard of each
 * @param receivedSeconds receive time of each
 * @param indexVersions version of the index configuration in force for each
 * @param firstRanks rank of the first log of each; equal to the next group's for a group without logs
 * @param headerIds which of the headers each has
 * @param headers distinct headers
 */
@SuppressWarnings("ArrayRecordComponent") // internal carrier of large shared arrays, never compared
public record GroupTable(
    int count,
    int rowCount,
    long[] sequences,
    int[] shards,
    long[] receivedSeconds,
    int[] indexVersions,
    int[] firstRanks,
    int[] headerIds,
    List<GroupHeader> headers) {
  /** The group that holds the log of a rank. */
  public int groupOfRank(int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstRanks[middle] <= rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** First group with a sequence number {@code >= sequence}; {@code count} when there is none. */
  public int firstAtOrAfter(long sequence) {
    int at = Arrays.binarySearch(sequences, 0, count, sequence);
    return at >= 0 ? at : -at - 1;
  }

  /** One past the rank of the group's last log. */
  public int endRank(int group) {
    return group + 1 < count ? firstRanks[group + 1] : rowCount;
  }

  /** Lowest index version of any group. */
  public int minIndexVersion() {
    int min = indexVersions[0];
    for (int g = 1; g < count; g++) {
      min = Math.min(min, indexVersions[g]);
    }
    return min;
  }

  /** Highest index version of any group. */
  public int maxIndexVersion() {
    int max = indexVersions[0];
    for (int g = 1; g < count; g++) {
      max = Math.max(max, indexVersions[g]);
    }
    return max;
  }

  /** The group's topic, source and tags. */
  public GroupHeader header(int group) {
    return headers.get(headerIds[group]);
  }
}
