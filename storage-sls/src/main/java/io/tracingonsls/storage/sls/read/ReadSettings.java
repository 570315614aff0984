// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import java.time.Duration;

/**
 * How much and how far back is read.
 *
 * @param logstore the span Logstore
 * @param dependencyLogstore rows of a Trace instance's dependency jobs; empty computes dependencies from spans
 * @param lookBack how far back reads go that have no window of their own
 * @param longestSpan how much later than its start a span's log may be stamped by foreign writers
 * @param parallelCalls calls to Log Service at once
 * @param catalogAge how old a list of services or operations may be
 */
public record ReadSettings(
    String logstore,
    String dependencyLogstore,
    Duration lookBack,
    Duration longestSpan,
    int parallelCalls,
    Duration catalogAge) {
  /** For a tenant's Logstore, which no jobs of a Trace instance look at. */
  public ReadSettings ofTenant(String tenantLogstore) {
    return new ReadSettings(tenantLogstore, "", lookBack, longestSpan, parallelCalls, catalogAge);
  }
}
