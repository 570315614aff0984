// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/**
 * Calls from one service to another within a window.
 *
 * @param callCount calls, at least 1
 * @param errorCount calls whose child span ended in error
 * @param totalDurationNanos sum of the child spans' durations; 0 when the source does not know
 * @param maxDurationNanos longest child span; 0 when the source does not know
 */
public record DependencyLink(
    String parent,
    String child,
    long callCount,
    long errorCount,
    long totalDurationNanos,
    long maxDurationNanos) {}
