// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.open.GroupArrival;
import java.util.concurrent.CompletableFuture;

/**
 * A checked group on its way to the append lane.
 *
 * @param request as received
 * @param group its checked content
 * @param indexVersion index configuration in force when it came
 * @param result to be completed
 */
record PendingAppend(
    AppendRequest request, CheckedGroup group, int indexVersion, CompletableFuture<Long> result) {
  GroupRecord record(long sequence) {
    return new GroupRecord(
        new GroupArrival(sequence, request.shard(), request.receivedSeconds(), indexVersion),
        request.codec(),
        request.rawBytes(),
        request.body());
  }

  void fail(AppendException failure) {
    result.completeExceptionally(failure);
  }
}
