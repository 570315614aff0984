// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.fetch.OverloadedException;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.storage.StorageException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table of what failures of requests become over HTTP. */
final class ApiFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

  private ApiFailures() {}

  static HttpException toHttp(Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    if (failure instanceof HttpException http) {
      return http;
    }
    if (failure instanceof BadParameterException bad) {
      return new HttpException(400, text(bad));
    }
    if (failure instanceof OverloadedException) {
      return new HttpException(429, text(failure), Headers.of("Retry-After", "1"), null);
    }
    if (failure instanceof StorageException storage) {
      return fromStorage(storage);
    }
    if (failure instanceof InterruptedException) {
      return HttpException.unavailable("the server is stopping", 1);
    }
    if (!(failure instanceof java.io.IOException)) {
      LOG.error("a query failed", failure);
    }
    return new HttpException(500, "internal server error", failure);
  }

  static Throwable unwrapped(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof CompletionException
            || failure instanceof ExecutionException
            || failure instanceof UncheckedIOException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  private static HttpException fromStorage(StorageException failure) {
    int status = status(failure);
    if (status == 500) {
      LOG.error("the storage failed", failure);
    }
    Headers headers = status == 503
        ? Headers.of("Retry-After", Long.toString(seconds(failure.retryAfter())))
        : Headers.none();
    // Which names the storage can have is the operator's business.
    String text = status == 401 ? "unknown tenant" : text(failure);
    return new HttpException(status, text, headers, failure);
  }

  private static int status(StorageException failure) {
    return switch (failure.error()) {
      case INVALID_QUERY, TOO_LARGE -> 400;
      case UNKNOWN_TENANT -> 401;
      case NOT_FOUND -> 404;
      case UNSUPPORTED -> 501;
      case UNAUTHORIZED, THROTTLED, UNAVAILABLE, TIMED_OUT, CANCELLED, CLOSED -> 503;
      case CORRUPT, INTERNAL -> 500;
    };
  }

  private static long seconds(@Nullable Duration retryAfter) {
    return retryAfter == null ? 1 : Math.max(1, retryAfter.toSeconds());
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }
}
