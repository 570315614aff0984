// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** One key with its value. */
public record Attribute(String key, AttributeValue value) {}
