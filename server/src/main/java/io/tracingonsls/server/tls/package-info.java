/**
 * TLS and mutual TLS with certificates that are read again when their files change.
 *
 * <p>Starting point: {@link io.tracingonsls.server.tls.ServerTls}. Called by the wiring; the context serves HTTP and gRPC
 * listeners alike.
 */
@NullMarked
package io.tracingonsls.server.tls;

import org.jspecify.annotations.NullMarked;
