/**
 * Addresses and listening errors shared by all parts of the server kit.
 *
 * <p>Start with {@link io.tracingonsls.server.http.HttpServer} for HTTP, {@code io.tracingonsls.server.settings} for
 * flags and {@code io.tracingonsls.server.lifecycle} for starting and stopping. Anybody may use this package.
 */
@NullMarked
package io.tracingonsls.server;

import org.jspecify.annotations.NullMarked;
