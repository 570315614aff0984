// SPDX-License-Identifier: Apache-2.0
/**
 * The frame of the command line: finding the command, its help, exit statuses, output streams.
 *
 * <p>Starting points: {@link io.tracingonsls.app.cli.Program} runs one command line, {@link io.tracingonsls.app.cli.Command} is what a command
 * implements. Called by {@code Main} and tests.
 */
@NullMarked
package io.tracingonsls.app.cli;

import org.jspecify.annotations.NullMarked;
