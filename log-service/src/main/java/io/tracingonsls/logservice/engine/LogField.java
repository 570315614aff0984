// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * Key and value of a log's content or a group's tag.
 *
 * @param key may be empty
 * @param value may be empty, which is not the same as absent
 */
public record LogField(String key, String value) {}
