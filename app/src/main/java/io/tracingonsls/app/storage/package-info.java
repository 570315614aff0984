// SPDX-License-Identifier: Apache-2.0
/**
 * Storages of this process: the built-in ones and those of plug-ins, their settings, opening the chosen one.
 *
 * <p>Starting points: {@link io.tracingonsls.app.storage.StorageProviders} and {@link io.tracingonsls.app.storage.StorageChoice}. Called by the
 * commands.
 */
@NullMarked
package io.tracingonsls.app.storage;

import org.jspecify.annotations.NullMarked;
