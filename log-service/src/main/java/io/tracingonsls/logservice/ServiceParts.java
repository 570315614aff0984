// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.tracingonsls.server.http.HttpServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed in reverse order, also when a later start fails. Thread-safe. */
final class ServiceParts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceParts.class);

  private final Duration drain;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  ServiceParts(Duration drain) {
    this.drain = drain;
  }

  synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  HttpServer addServer(HttpServer server) {
    add(() -> server.closeAsync(drain).join());
    return server;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        log.warn("closing a part failed; going on with the others", e);
      }
    }
  }
}
