// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a request and its answer together: route, attributes, reserved bytes, whether the client still waits.
 *
 * <p>Plain fields are written before the request is handed over and then only by the thread that handles it.
 */
final class Exchange {
  final @Nullable SocketAddress remoteAddress;
  final boolean secure;
  final InFlightBytes.Share bytes;
  String routeTemplate = "unmatched";
  Map<String, String> pathParameters = Map.of();

  @Nullable
  QueryParameters query;

  @Nullable
  Map<Class<?>, Object> attributes;

  private final Object lock = new Object();
  private boolean abandoned;
  private boolean answered;
  private List<Runnable> actions = List.of();

  Exchange(@Nullable SocketAddress remoteAddress, boolean secure, InFlightBytes inFlight) {
    this.remoteAddress = remoteAddress;
    this.secure = secure;
    this.bytes = inFlight.newShare();
  }

  boolean abandoned() {
    synchronized (lock) {
      return abandoned;
    }
  }

  void onAbandoned(Runnable action) {
    synchronized (lock) {
      if (answered) {
        return;
      }
      if (!abandoned) {
        actions = actions.isEmpty() ? new ArrayList<>(2) : actions;
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** The client went away; runs the actions unless it has its answer. */
  void abandon() {
    List<Runnable> toRun;
    synchronized (lock) {
      if (answered || abandoned) {
        return;
      }
      abandoned = true;
      toRun = actions;
      actions = List.of();
    }
    toRun.forEach(Runnable::run);
  }

  /** The answer is out (or never will be): frees the reserved bytes. */
  void finish() {
    synchronized (lock) {
      answered = true;
      actions = List.of();
    }
    bytes.release();
  }
}
