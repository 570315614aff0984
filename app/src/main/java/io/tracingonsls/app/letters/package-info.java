// SPDX-License-Identifier: Apache-2.0
/**
 * The command that shows, writes again or deletes what Log Service refused for good. Starting point:
 * {@link io.tracingonsls.app.letters.DeadLettersCommand}. Called by {@code Main}.
 */
@NullMarked
package io.tracingonsls.app.letters;

import org.jspecify.annotations.NullMarked;
