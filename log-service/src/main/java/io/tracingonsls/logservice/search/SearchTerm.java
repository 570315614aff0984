// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

/**
 * A positive condition of a query, as an answer lists them for highlighting.
 *
 * @param key the key; empty for a full-text term
 * @param term the text looked for
 */
public record SearchTerm(String key, String term) {}
