// SPDX-License-Identifier: Apache-2.0
/**
 * The command that makes what a storage needs in Log Service, or prints it. Starting point:
 * {@link io.tracingonsls.app.provision.ProvisionCommand}. Called by {@code Main}.
 */
@NullMarked
package io.tracingonsls.app.provision;

import org.jspecify.annotations.NullMarked;
