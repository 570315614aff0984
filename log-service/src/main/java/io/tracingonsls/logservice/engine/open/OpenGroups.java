// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.columns.ByteDictionary;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import java.util.Arrays;

/** The growing list of groups of the open segment. Written by one thread; its tables may be read by all. */
final class OpenGroups {
  private final ByteDictionary headerNumbers = new ByteDictionary();
  private GroupHeader[] headers = new GroupHeader[4];
  private long[] sequences = new long[16];
  private int[] shards = new int[16];
  private long[] received = new long[16];
  private int[] versions = new int[16];
  private int[] firstRanks = new int[16];
  private int[] headerIds = new int[16];
  private int count;

  void add(GroupArrival arrival, byte[] header, int firstRank) {
    if (count == shards.length) {
      grow();
    }
    sequences[count] = arrival.sequence();
    shards[count] = arrival.shard();
    received[count] = arrival.receivedSeconds();
    versions[count] = arrival.indexVersion();
    firstRanks[count] = firstRank;
    headerIds[count] = headerId(header);
    count++;
  }

  private int headerId(byte[] header) {
    int known = headerNumbers.size();
    int id = headerNumbers.add(header, 0, header.length);
    if (id == known) {
      if (id == headers.length) {
        headers = Arrays.copyOf(headers, id * 2);
      }
      headers[id] = GroupHeader.decode(header);
    }
    return id;
  }

  private void grow() {
    int size = count * 2;
    sequences = Arrays.copyOf(sequences, size);
    shards = Arrays.copyOf(shards, size);
    received = Arrays.copyOf(received, size);
    versions = Arrays.copyOf(versions, size);
    firstRanks = Arrays.copyOf(firstRanks, size);
    headerIds = Arrays.copyOf(headerIds, size);
  }

  int count() {
    return count;
  }

  long heapBytes() {
    return shards.length * 32L + headerNumbers.heapBytes() * 3;
  }

  GroupTable table(int rowCount) {
    return new GroupTable(
        count,
        rowCount,
        sequences,
        shards,
        received,
        versions,
        firstRanks,
        headerIds,
        Arrays.asList(headers).subList(0, headerNumbers.size()));
  }
}
