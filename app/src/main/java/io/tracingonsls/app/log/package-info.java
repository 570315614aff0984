// SPDX-License-Identifier: Apache-2.0
/**
 * Logging of the program: plain lines or JSON on standard error. Starting point: {@link io.tracingonsls.app.log.Logging}. Called by {@code Main}
 * and the commands; configured in code because reading Logback's XML costs a fifth of the start-up time.
 */
@NullMarked
package io.tracingonsls.app.log;

import org.jspecify.annotations.NullMarked;
