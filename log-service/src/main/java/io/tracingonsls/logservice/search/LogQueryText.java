// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import java.util.Optional;

/**
 * A parsed query text.
 *
 * @param search the search tree
 * @param searchText the search part as written, {@code *} when it is blank
 * @param sql the text after the first unquoted {@code |}, trimmed, or nothing
 */
public record LogQueryText(SearchNode search, String searchText, Optional<String> sql) {}
