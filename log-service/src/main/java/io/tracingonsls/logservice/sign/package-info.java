/**
 * Request signatures of the Log Service protocol: version 1 (HMAC-SHA1), version 4 (HMAC-SHA256) and STS tokens, and the key pair the
 * service demands.
 *
 * <p>Starting points: {@link io.tracingonsls.logservice.sign.RequestAuthenticator} judges a request, {@link
 * io.tracingonsls.logservice.sign.AccessKeyFiles} loads or makes the key pair. Nothing here knows of Netty or of resources; only {@code
 * logservice.http}, {@code logservice} and tests may call it.
 */
@NullMarked
package io.tracingonsls.logservice.sign;

import org.jspecify.annotations.NullMarked;
