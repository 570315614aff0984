// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import org.jspecify.annotations.Nullable;

/**
 * Which documents are wanted.
 *
 * @param alerts null for none
 */
public record ConsoleSettings(
    boolean dashboard,
    boolean savedSearches,
    @Nullable AlertSettings alerts,
    ConsoleLanguage language) {
  /** What a first start makes: everything that tells nobody anything unasked. */
  public static final ConsoleSettings FIRST_START =
      new ConsoleSettings(true, true, null, ConsoleLanguage.ENGLISH);
}
