// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.nio.ByteBuffer;

/**
 * A record as read.
 *
 * @param position where it is
 * @param endPosition the position behind it
 * @param bytes its content, read-only; valid until the cursor's next step
 */
public record JournalRecord(long position, long endPosition, ByteBuffer bytes) {}
