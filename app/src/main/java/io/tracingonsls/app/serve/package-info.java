// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that run servers: all-in-one, collector, query, log-service, remote-storage, agent.
 *
 * <p>Starting points: {@link io.tracingonsls.app.serve.Listeners} (which listener a flag belongs to, and where it binds) and {@link
 * io.tracingonsls.app.serve.ServerRun} (start in order, say where to go, wait for the signal, stop in order). Called by {@code Main}.
 */
@NullMarked
package io.tracingonsls.app.serve;

import org.jspecify.annotations.NullMarked;
