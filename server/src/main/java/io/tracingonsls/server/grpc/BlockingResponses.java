// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers of a streaming call, written by one blocking thread that waits while the client is slow, so that messages do not pile up in
 * memory. Must be made in the service method itself, before that returns.
 *
 * <p>The writer waits on a condition; the call's own callbacks, which come from its executor, only signal.
 *
 * @param <A> the message
 */
public final class BlockingResponses<A> {
  private final ServerCallStreamObserver<A> call;
  private final long stallNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean cancelled;

  /**
   * Takes over the ready and cancel callbacks of a call.
   *
   * @param stall longest wait for a client that takes nothing
   * @param onCancel called when the client goes away
   */
  public BlockingResponses(ServerCallStreamObserver<A> call, Duration stall, Runnable onCancel) {
    this.call = call;
    this.stallNanos = stall.toNanos();
    call.setOnReadyHandler(() -> signal(false));
    call.setOnCancelHandler(() -> {
      signal(true);
      onCancel.run();
    });
  }

  private void signal(boolean nowCancelled) {
    lock.lock();
    try {
      cancelled |= nowCancelled;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends one message, waiting until the client takes more.
   *
   * @throws io.grpc.StatusRuntimeException when the client has gone or does not read
   */
  public void send(A message) {
    awaitReady();
    call.onNext(message);
  }

  private void awaitReady() {
    lock.lock();
    try {
      long left = stallNanos;
      while (!cancelled && !call.isReady()) {
        if (left <= 0) {
          throw Status.DEADLINE_EXCEEDED
              .withDescription("the client does not read the answer")
              .asRuntimeException();
        }
        left = changed.awaitNanos(left);
      }
      if (cancelled) {
        throw Status.CANCELLED.withDescription("the client has gone").asRuntimeException();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream well. */
  public void complete() {
    if (!call.isCancelled()) {
      call.onCompleted();
    }
  }

  /** Ends the stream with an error. */
  public void fail(Status status) {
    if (!call.isCancelled()) {
      call.onError(status.asRuntimeException());
    }
  }
}
