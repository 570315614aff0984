// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.List;

/** Some spans of one trace; never empty. */
public record TraceChunk(TraceId traceId, List<TraceSpan> spans) {}
