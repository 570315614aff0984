// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of a call until it is known who gets them. gRPC delivers a call's events one after the other; only opening comes from
 * another thread, so one lock around queue and delegate is enough. Few events come before a call is opened: flow control holds messages back.
 */
final class DeferredListener<Q> extends ServerCall.Listener<Q> {
  private final Object lock = new Object();
  private final Queue<Event<Q>> waiting = new ArrayDeque<>();
  private ServerCall.@Nullable Listener<Q> delegate;

  private interface Event<Q> {
    void deliver(ServerCall.Listener<Q> listener);
  }

  void open(ServerCall.Listener<Q> listener) {
    synchronized (lock) {
      delegate = listener;
      for (Event<Q> event = waiting.poll(); event != null; event = waiting.poll()) {
        event.deliver(listener);
      }
    }
  }

  private void deliver(Event<Q> event) {
    synchronized (lock) {
      ServerCall.Listener<Q> open = delegate;
      if (open == null) {
        waiting.add(event);
        return;
      }
      event.deliver(open);
    }
  }

  @Override
  public void onMessage(Q message) {
    deliver(listener -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    deliver(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onCancel() {
    deliver(ServerCall.Listener::onCancel);
  }

  @Override
  public void onComplete() {
    deliver(ServerCall.Listener::onComplete);
  }

  @Override
  public void onReady() {
    deliver(ServerCall.Listener::onReady);
  }
}
