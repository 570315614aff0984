// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.util.concurrent.CompletionStage;

/**
 * A record was written.
 *
 * @param position where it is
 * @param endPosition the position behind it: where a reader goes on
 * @param durable completes when the record is as durable as the options say, or exceptionally with a {@link
 *     JournalException} when that failed; the record must then count as not written, though a replay may still find it.
 *     Completes on the journal's sync thread: do not block there
 */
public record Appended(long position, long endPosition, CompletionStage<Void> durable) {}
