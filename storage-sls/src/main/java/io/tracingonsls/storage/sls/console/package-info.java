// SPDX-License-Identifier: Apache-2.0
/**
 * What consoles show of a span Logstore: a dashboard for Istio, saved searches, alerts; all of them documents that Log Service keeps. They
 * depend on the layout of the rows and are made when absent, never altered.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.console.ConsoleObjects} lists the documents,
 * {@link io.tracingonsls.storage.sls.console.ConsoleMaker} makes the missing ones. Callers: provisioning and the command line.
 */
@NullMarked
package io.tracingonsls.storage.sls.console;

import org.jspecify.annotations.NullMarked;
