// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.storage.sls.write.EncodedLogs;

/**
 * Logs that Log Service refused for good.
 *
 * @param position names the letter within its box
 * @param refusedMillis since the epoch; 0 when an older release wrote the letter
 * @param reason what Log Service said; empty as above
 */
public record DeadLetter(long position, long refusedMillis, String reason, EncodedLogs logs) {}
