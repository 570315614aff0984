// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Netty's decoder without its leniences: a message with two ideas of its length is an error. */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private final Runnable onBytes;

  /**
   * Makes a decoder.
   *
   * @param onBytes called whenever bytes arrive, before they are decoded
   */
  StrictRequestDecoder(HttpLimits limits, Runnable onBytes) {
    super(new HttpDecoderConfig()
        .setMaxInitialLineLength(limits.maxTargetBytes())
        .setMaxHeaderSize(limits.maxHeaderBytes())
        .setMaxChunkSize(64 << 10)
        .setAllowDuplicateContentLengths(false)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true));
    this.onBytes = onBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    onBytes.run();
    super.channelRead(ctx, msg);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
