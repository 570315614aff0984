// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

/**
 * How a batch came in.
 *
 * @param transport {@code http}, {@code grpc}, {@code udp} or {@code tchannel}: a metric label
 * @param tenant empty without tenancy
 */
public record Origin(SpanFormat format, String transport, String tenant) {}
