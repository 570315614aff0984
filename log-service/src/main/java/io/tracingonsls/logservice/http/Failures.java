// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.server.http.HttpException;

/** One table: which failure inside is which error outside. */
final class Failures {
  private Failures() {}

  static ServiceException toServiceException(Throwable failure) {
    if (failure instanceof ServiceException known) {
      return known;
    }
    if (failure instanceof QueryException query) {
      return new ServiceException(codeOf(query.reason()), query.getMessage());
    }
    if (failure instanceof AppendException append) {
      return of(append);
    }
    if (failure instanceof HttpException http && http.status() < 500) {
      return new ServiceException(ErrorCode.PARAMETER_INVALID, http.text());
    }
    if (failure instanceof SegmentDamagedException) {
      return new ServiceException(
          ErrorCode.SERVER_BUSY, "A damaged file was set aside, please repeat the request");
    }
    return new ServiceException(
        ErrorCode.INTERNAL_SERVER_ERROR, "The request could not be served", failure);
  }

  private static ErrorCode codeOf(QueryException.Reason reason) {
    return switch (reason) {
      case INVALID, TOO_LARGE -> ErrorCode.PARAMETER_INVALID;
      case TIMED_OUT -> ErrorCode.REQUEST_TIMEOUT;
      case CANCELLED -> ErrorCode.SERVER_BUSY;
    };
  }

  private static ServiceException of(AppendException append) {
    return switch (append.error()) {
      case UNCOMPRESS_FAILED ->
        new ServiceException(
            ErrorCode.POST_BODY_UNCOMPRESS_ERROR, "Failed to uncompress the post body");
      case BODY_INVALID -> new ServiceException(ErrorCode.POST_BODY_INVALID, text(append));
      case TOO_LARGE -> new ServiceException(ErrorCode.POST_BODY_TOO_LARGE, text(append));
      case TIME_OUT_OF_RANGE ->
        new ServiceException(ErrorCode.POST_BODY_INVALID, "The post data time is out of range");
      case BUSY, CLOSED -> new ServiceException(ErrorCode.SERVER_BUSY, text(append));
      case STORAGE_UNAVAILABLE ->
        new ServiceException(ErrorCode.SERVER_BUSY, "The disk refuses writes");
    };
  }

  private static String text(AppendException append) {
    String message = append.getMessage();
    return message == null ? append.error().name() : message;
  }
}
