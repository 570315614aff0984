// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.index.IndexConfig;
import org.jspecify.annotations.Nullable;

/**
 * An index configuration as of one change.
 *
 * @param number 1 for the first; logs carry the number that was in force when they were written
 * @param document what the client sent, null when this change deleted the index
 * @param config the same, parsed
 * @param sinceSeconds time of the change
 */
public record IndexVersion(
    int number, @Nullable ObjectNode document, IndexConfig config, long sinceSeconds) {}
