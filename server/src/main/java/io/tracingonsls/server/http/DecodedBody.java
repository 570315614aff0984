// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletionStage;

/**
 * Undoes the Content-Encoding of a request before its handler sees it: gzip, x-gzip, deflate, zlib, zstd, lz4 (frames),
 * snappy (blocks or frames), x-snappy-framed, identity. An unknown encoding or more than one is answered 415, broken
 * data 400, too much of it 413. Runs where the handler runs; wrap the whole in {@link BlockingHandler} for large bodies.
 */
public final class DecodedBody implements HttpHandler {
  private final HttpHandler handler;
  private final int maxDecodedBytes;

  /** Decodes at most that many bytes for the handler. */
  public DecodedBody(HttpHandler handler, int maxDecodedBytes) {
    this.handler = handler;
    this.maxDecodedBytes = maxDecodedBytes;
  }

  /** The request with its body decoded, for handlers that do so at a later point. */
  public static HttpRequest decode(HttpRequest request, int maxDecodedBytes) {
    return ContentDecoding.decode(request, maxDecodedBytes);
  }

  @Override
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    return handler.handle(ContentDecoding.decode(request, maxDecodedBytes));
  }
}
