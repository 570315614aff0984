// SPDX-License-Identifier: Apache-2.0
/**
 * The command line and the wiring of all parts. Starting point: {@link io.tracingonsls.app.Main}. Nobody calls this package.
 */
@NullMarked
package io.tracingonsls.app;

import org.jspecify.annotations.NullMarked;
