// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a head says about the body to come.
 *
 * @param length announced length, -1 when chunked
 * @param wanted false when the answer does not need the body: it is not read then
 */
record BodyPlan(
    long length,
    boolean hasBody,
    boolean wanted,
    int max,
    @Nullable String expect) {
  static BodyPlan of(
      io.netty.handler.codec.http.HttpRequest head, RouteMatch match, HttpLimits limits) {
    boolean chunked = HttpUtil.isTransferEncodingChunked(head);
    long length = chunked ? -1 : HttpUtil.getContentLength(head, 0L);
    boolean hasBody = chunked || length > 0;
    int max = match.maxBodyBytes() > 0 ? match.maxBodyBytes() : limits.maxBodyBytes();
    String expect = head.headers().get(HttpHeaderNames.EXPECT);
    return new BodyPlan(length, hasBody, match.readsBody() || !hasBody, max, expect);
  }

  /** Refuses what can be refused without reading. */
  void check() {
    if (!wanted) {
      return;
    }
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      throw new HttpException(417, "unsupported expectation");
    }
    if (length > max) {
      throw new HttpException(413, "request body too large");
    }
  }

  boolean awaitsContinue() {
    return expect != null && hasBody;
  }
}
