// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Why a batch was not taken, in the terms of a sender: the one table from failures to statuses.
 *
 * @param kind whether to come again
 * @param message for the sender; holds no secret and no stack trace
 * @param retryAfterSeconds when to come again, at least 1
 */
public record Refusal(Kind kind, String message, int retryAfterSeconds) {
  /** What a sender can do. */
  public enum Kind {
    /** Try again: HTTP 503 with Retry-After, gRPC UNAVAILABLE. */
    LATER(503),
    /** The batch is larger than can ever be stored: HTTP 413, gRPC INVALID_ARGUMENT. */
    TOO_LARGE(413),
    /** The storage has no place for the tenant: HTTP 401, gRPC PERMISSION_DENIED, as for one that is not in the list. */
    UNKNOWN_TENANT(401),
    /** A defect on this side: HTTP 500, gRPC INTERNAL. */
    BROKEN(500);

    private final int httpStatus;

    Kind(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    /** The HTTP status. */
    public int httpStatus() {
      return httpStatus;
    }
  }

  /** Translates a failure of {@link SpanIntake#submit}. */
  public static Refusal of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (!(cause instanceof StorageException storage)) {
      return new Refusal(Kind.BROKEN, "internal error", 1);
    }
    String message = storage.getMessage() == null ? storage.error().name() : storage.getMessage();
    return switch (storage.error()) {
      case THROTTLED, UNAVAILABLE, TIMED_OUT, UNAUTHORIZED, CLOSED, CANCELLED ->
        new Refusal(Kind.LATER, message, seconds(storage.retryAfter()));
      case UNKNOWN_TENANT -> new Refusal(Kind.UNKNOWN_TENANT, "unknown tenant", 1);
      case TOO_LARGE -> new Refusal(Kind.TOO_LARGE, message, 1);
      case INVALID_QUERY, UNSUPPORTED, NOT_FOUND, CORRUPT, INTERNAL ->
        new Refusal(Kind.BROKEN, message, 1);
    };
  }

  private static int seconds(@org.jspecify.annotations.Nullable Duration retryAfter) {
    return retryAfter == null
        ? 1
        : (int) Math.max(1, Math.min(300, retryAfter.plusMillis(999).toSeconds()));
  }
}
