/**
 * The protocol front: routes, request and response forms, error answers, signature gate, body compression, quotas.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.http.ProtocolFront}, which makes the router. One {@code …Api} class per group of
 * calls. Only {@code logservice} may call it.
 */
@NullMarked
package io.tracingonsls.logservice.http;

import org.jspecify.annotations.NullMarked;
