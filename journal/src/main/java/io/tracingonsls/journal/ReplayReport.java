// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

/**
 * What a replay delivered and what it could not read.
 *
 * @param records delivered
 * @param payloadBytes delivered
 * @param skippedRegions damaged places that were stepped over; each holds at least one lost record
 * @param skippedBytes their length together
 */
public record ReplayReport(
    long records, long payloadBytes, long skippedRegions, long skippedBytes) {}
