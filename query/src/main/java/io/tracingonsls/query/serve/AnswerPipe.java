// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Carries an answer from the thread that reads and renders it to the thread that sends it.
 *
 * <p>Until it has grown beyond a bound it stays in memory: a failure then still becomes a proper error, and a short answer gets its length.
 * From then on the head is sent, chunks go through a short queue, and the writer waits while the client is slow. So the memory of an answer
 * does not grow with its length.
 *
 * <p>Threads: one writes (all methods but {@code drainTo}), one drains. They meet in the queue and in the flag {@code gone}, which tells the
 * writer that nobody drains any more.
 */
final class AnswerPipe extends OutputStream {
  static final int IN_MEMORY_BYTES = 256 << 10;
  private static final int CHUNK = 128 << 10;
  private static final int QUEUED_CHUNKS = 4;
  private static final byte[] END = new byte[0];
  private static final byte[] BROKEN = new byte[0];

  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
  private final String contentType;
  private final Runnable onGone;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(CHUNK);
  private Headers headers = Headers.none();
  private boolean streaming;
  private volatile boolean gone;

  /**
   * Makes a pipe.
   *
   * @param onGone called once by the draining thread if the client goes away early
   */
  AnswerPipe(String contentType, Runnable onGone) {
    this.contentType = contentType;
    this.onGone = onGone;
  }

  /** Completes when the answer is either whole or long enough to be sent. */
  CompletableFuture<HttpResponse> response() {
    return response;
  }

  /** Adds a header; only before the answer has become long. */
  void header(String name, String value) {
    headers = headers.with(name, value);
  }

  /** Whether the head may be out already, so that the status can't change any more. */
  boolean streaming() {
    return streaming;
  }

  @Override
  public void write(int b) throws IOException {
    memory.write(b);
    grow();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    memory.write(bytes, offset, length);
    grow();
  }

  private void grow() throws IOException {
    if (!streaming && memory.size() > IN_MEMORY_BYTES) {
      streaming = true;
      response.complete(answer(HttpResponse.stream(200, contentType, this::drainTo)));
    }
    if (streaming && memory.size() >= CHUNK) {
      send(memory.toByteArray());
      memory.reset();
    }
  }

  private void send(byte[] chunk) throws IOException {
    try {
      while (!gone) {
        if (chunks.offer(chunk, 200, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the client has gone");
  }

  /** Ends the answer. */
  void finish() throws IOException {
    if (!streaming) {
      response.complete(answer(HttpResponse.bytes(200, contentType, memory.toByteArray())));
      return;
    }
    if (memory.size() > 0) {
      send(memory.toByteArray());
      memory = new ByteArrayOutputStream(0);
    }
    send(END);
  }

  /** Ends the answer with a failure: as an error if that is still possible, else by cutting the connection. */
  void fail(Throwable failure) {
    if (!response.completeExceptionally(failure) && !gone) {
      try {
        send(BROKEN);
      } catch (IOException alreadyGone) {
        // Nobody is left to be told.
      }
    }
  }

  private HttpResponse answer(HttpResponse body) {
    return body.withHeaders(headers).compressible();
  }

  private void drainTo(OutputStream out) throws IOException {
    boolean complete = false;
    try {
      byte[] chunk = chunks.take();
      while (chunk != END && chunk != BROKEN) {
        out.write(chunk);
        chunk = chunks.take();
      }
      complete = chunk == END;
      if (!complete) {
        throw new IOException("the answer could not be completed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      gone = true;
      if (!complete) {
        onGone.run();
      }
    }
  }
}
