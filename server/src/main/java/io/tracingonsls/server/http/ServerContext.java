// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** What all connections of one server share. */
final class ServerContext {
  final String name;
  final Router router;
  final HttpLimits limits;
  final RequestObserver observer;
  final Executor blockingExecutor;
  final Headers defaultHeaders;
  final ErrorAnswers errors;
  final HttpDate date;
  final InFlightBytes inFlight;
  final AtomicInteger connections = new AtomicInteger();
  volatile boolean draining;

  ServerContext(HttpServer.Builder builder, Executor blockingExecutor) {
    this.name = builder.name;
    this.router = builder.router;
    this.limits = builder.limits;
    this.observer = builder.observer;
    this.blockingExecutor = blockingExecutor;
    this.defaultHeaders = builder.defaultHeaders;
    this.errors = new ErrorAnswers(name, router.errors());
    this.date = new HttpDate(builder.clock);
    this.inFlight = new InFlightBytes(limits.maxInFlightBytes());
  }
}
