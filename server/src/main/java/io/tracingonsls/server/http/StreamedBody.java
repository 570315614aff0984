// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a streamed answer as a blocking stream.
 *
 * <p>Written by one blocking thread; the event loop only signals that the channel takes bytes again. The head is sent
 * with the first full chunk, so a short body goes out with its length and an early failure can still become an error
 * answer. {@code flush} does nothing: chunks are always full.
 */
final class StreamedBody extends OutputStream {
  private static final int CHUNK = 32 << 10;

  private final Channel channel;
  private final int status;
  private final HttpHeaders headers;
  private final AnswerWriter.Framing framing;
  private final long stallNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();
  private byte[] buffer = new byte[CHUNK];
  private int length;
  private volatile boolean headSent;

  StreamedBody(
      Channel channel,
      int status,
      HttpHeaders headers,
      AnswerWriter.Framing framing,
      Duration stall) {
    this.channel = channel;
    this.status = status;
    this.headers = headers;
    this.framing = framing;
    this.stallNanos = stall.toNanos();
  }

  boolean headSent() {
    return headSent;
  }

  @Override
  public void write(int b) throws IOException {
    if (length == CHUNK) {
      sendChunk();
    }
    buffer[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int left = count;
    while (left > 0) {
      if (length == CHUNK) {
        sendChunk();
      }
      int part = Math.min(left, CHUNK - length);
      System.arraycopy(bytes, from, buffer, length, part);
      length += part;
      from += part;
      left -= part;
    }
  }

  private void sendChunk() throws IOException {
    awaitWritable();
    sendHead();
    if (framing.headOnly()) {
      length = 0;
      return;
    }
    ByteBuf chunk = Unpooled.wrappedBuffer(buffer, 0, length);
    buffer = new byte[CHUNK];
    length = 0;
    Unwatched.ignore(channel.writeAndFlush(new DefaultHttpContent(chunk)));
  }

  private void sendHead() {
    if (!headSent) {
      headSent = true;
      if (!framing.http10() && !framing.headOnly()) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      } else if (framing.http10()) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      Unwatched.ignore(channel.write(new DefaultHttpResponse(
          HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers)));
    }
  }

  private void awaitWritable() throws IOException {
    lock.lock();
    try {
      long left = stallNanos;
      while (channel.isActive() && !channel.isWritable()) {
        if (left <= 0) {
          throw new IOException("client does not read the answer");
        }
        left = writable.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing the answer");
    } finally {
      lock.unlock();
    }
    if (!channel.isActive()) {
      throw new IOException("client has gone");
    }
  }

  void writabilityChanged() {
    lock.lock();
    try {
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends what is left; completes the stage when it is out. */
  void finish(CompletableFuture<Void> written) throws IOException {
    awaitWritable();
    ByteBuf rest =
        framing.headOnly() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(buffer, 0, length);
    ChannelFuture last;
    if (headSent) {
      if (rest.isReadable()) {
        Unwatched.ignore(channel.write(new DefaultHttpContent(rest)));
      }
      last = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
      last = channel.writeAndFlush(new DefaultFullHttpResponse(
          HttpVersion.HTTP_1_1,
          HttpResponseStatus.valueOf(status),
          rest,
          headers,
          DefaultHttpHeadersFactory.trailersFactory().newHeaders()));
    }
    AnswerWriter.done(last).whenComplete((sent, failure) -> {
      if (failure == null) {
        written.complete(null);
      } else {
        written.completeExceptionally(failure);
      }
    });
  }
}
