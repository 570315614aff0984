// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.TraceId;

/**
 * A found trace.
 *
 * @param startNanos start of its newest matching span: what results are ordered by, and with the id the token for the next page
 */
public record TraceMatch(TraceId traceId, long startNanos) {}
