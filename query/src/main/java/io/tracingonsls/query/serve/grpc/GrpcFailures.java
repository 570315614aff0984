// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tracingonsls.query.fetch.OverloadedException;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table of what failures of requests become over gRPC. */
final class GrpcFailures {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcFailures.class);

  private GrpcFailures() {}

  /** The status of a failure; {@code doing} stands before the message, as in Jaeger's. */
  static Status toStatus(Throwable thrown, String doing) {
    Throwable failure = unwrapped(thrown);
    if (failure instanceof StatusRuntimeException status) {
      return status.getStatus();
    }
    if (failure instanceof BadParameterException) {
      return Status.INVALID_ARGUMENT.withDescription(failure.getMessage());
    }
    if (failure instanceof OverloadedException) {
      return Status.RESOURCE_EXHAUSTED.withDescription(failure.getMessage());
    }
    if (failure instanceof StorageException storage
        && storage.error() == StorageError.UNKNOWN_TENANT) {
      return Status.PERMISSION_DENIED.withDescription("unknown tenant");
    }
    if (failure instanceof StorageException storage) {
      return code(storage).withDescription(doing + ": " + storage.getMessage());
    }
    if (failure instanceof InterruptedException) {
      return Status.UNAVAILABLE.withDescription("the server is stopping");
    }
    LOG.error("a query failed", failure);
    return Status.INTERNAL.withDescription(doing + ": internal server error");
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof CompletionException || failure instanceof ExecutionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  private static Status code(StorageException failure) {
    return switch (failure.error()) {
      case INVALID_QUERY, TOO_LARGE -> Status.INVALID_ARGUMENT;
      case UNKNOWN_TENANT -> Status.PERMISSION_DENIED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case UNSUPPORTED -> Status.UNIMPLEMENTED;
      case THROTTLED -> Status.RESOURCE_EXHAUSTED;
      case UNAVAILABLE, CLOSED -> Status.UNAVAILABLE;
      case TIMED_OUT -> Status.DEADLINE_EXCEEDED;
      case CANCELLED -> Status.CANCELLED;
      case UNAUTHORIZED, CORRUPT, INTERNAL -> Status.INTERNAL;
    };
  }

  static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException traceNotFound() {
    return Status.NOT_FOUND.withDescription("trace not found").asRuntimeException();
  }
}
