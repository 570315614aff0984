// SPDX-License-Identifier: Apache-2.0
/**
 * The command that tests a storage configuration. Starting point: {@link io.tracingonsls.app.check.CheckCommand}. Called by {@code Main}.
 */
@NullMarked
package io.tracingonsls.app.check;

import org.jspecify.annotations.NullMarked;
