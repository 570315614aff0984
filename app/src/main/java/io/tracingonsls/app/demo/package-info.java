// SPDX-License-Identifier: Apache-2.0
/**
 * Demo traffic: a small book shop behind a service mesh, so that a new user has something to look at.
 *
 * <p>Starting points: {@link io.tracingonsls.app.demo.DemoTraffic} (a pure function from a seed and a second to the traces that start in that
 * second) and {@link io.tracingonsls.app.demo.DemoFeeder} (writes an hour of history and goes on live). Every span's resource has
 * {@code demo=true}. Called by the all-in-one command only.
 */
@NullMarked
package io.tracingonsls.app.demo;

import org.jspecify.annotations.NullMarked;
