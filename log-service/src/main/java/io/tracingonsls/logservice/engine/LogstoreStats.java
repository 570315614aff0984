// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * Sizes of one Logstore at one moment.
 *
 * @param logs logs kept, expired ones not yet deleted included
 * @param openLogs of these, logs only in memory and the write-ahead log
 * @param segments sealed segments
 * @param segmentBytes bytes of sealed segment files
 * @param journalBytes bytes of write-ahead log files
 * @param damagedFiles files set aside since the folder was created
 * @param pendingSeals full segments that wait for being written
 * @param scrubbedBytes bytes of segments whose checksums were verified in the background since the Logstore was opened
 */
public record LogstoreStats(
    long logs,
    long openLogs,
    int segments,
    long segmentBytes,
    long journalBytes,
    int damagedFiles,
    int pendingSeals,
    long scrubbedBytes) {}
