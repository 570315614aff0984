// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;

/**
 * The span Logstore that documents are about.
 *
 * @param region as alerts name it, such as {@code cn-hangzhou}
 * @param layout of its rows
 */
public record ConsoleTarget(
    String project, String logstore, String region, SpanLayout layout, LogstoreIndex index) {
  SpanFields fields() {
    return SpanFields.of(layout, index);
  }
}
