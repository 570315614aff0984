// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.open.OpenSegment;

/**
 * An open segment that takes no more logs and waits for being written.
 *
 * @param segment its logs
 * @param lastSequence sequence number of its last group
 * @param journalEnd journal position behind its last group
 */
record Frozen(OpenSegment segment, long lastSequence, long journalEnd) {}
