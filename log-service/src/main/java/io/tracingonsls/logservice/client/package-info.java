/**
 * A small client of the protocol that shows answers as they came: for conformance probes and tests, against the local service and the
 * cloud alike. Signs by itself and hides nothing, unlike the SDK; has no retries and no pooling.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.client.ProtocolClient}. Anybody may call it.
 */
@NullMarked
package io.tracingonsls.logservice.client;

import org.jspecify.annotations.NullMarked;
