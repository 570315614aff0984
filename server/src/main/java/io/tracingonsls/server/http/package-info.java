/**
 * A small HTTP/1.1 server on Netty: routes, limits, streaming answers, graceful stop.
 *
 * <p>Starting points: build a {@link io.tracingonsls.server.http.Router} of {@link
 * io.tracingonsls.server.http.HttpHandler}s and give it to {@link io.tracingonsls.server.http.HttpServer#builder}.
 * A handler gets a complete {@link io.tracingonsls.server.http.HttpRequest} on the event loop and must not block
 * there; {@link io.tracingonsls.server.http.BlockingHandler} moves it to an executor. Bodies arrive as sent; {@link
 * io.tracingonsls.server.http.DecodedBody} undoes Content-Encoding within limits. Netty types do not leave this
 * package, so handlers need not know it. Any module may call it.
 *
 * <p>One request at a time is served per connection; pipelined requests wait in the socket. Everything that a peer
 * can make grow is limited by {@link io.tracingonsls.server.http.HttpLimits}.
 */
@NullMarked
package io.tracingonsls.server.http;

import org.jspecify.annotations.NullMarked;
