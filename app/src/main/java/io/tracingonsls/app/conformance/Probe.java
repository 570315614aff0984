// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One question with its expected answer.
 *
 * @param id unique, dots between its parts, such as {@code search.range.open}
 * @param rule the documented rule
 * @param spec what to send and what to expect
 */
public record Probe(String id, String rule, JsonNode spec) {}
