// SPDX-License-Identifier: Apache-2.0
/**
 * The command that asks a Logstore. Starting point: {@link io.tracingonsls.app.logs.LogsCommand}. Called by {@code Main}.
 */
@NullMarked
package io.tracingonsls.app.logs;

import org.jspecify.annotations.NullMarked;
