// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.WriteReceipt.Rejection;
import java.util.List;

/**
 * A batch as logs.
 *
 * @param spans spans in the parts
 * @param rejections spans that fit into no log
 */
public record EncodedBatch(
    List<EncodedLogs> parts, int spans, long bytes, List<Rejection> rejections) {}
