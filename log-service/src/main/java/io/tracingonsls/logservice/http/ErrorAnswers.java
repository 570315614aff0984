// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.ErrorRenderer;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Errors that the HTTP kit or the signature gate found, in the protocol's JSON form. */
final class ErrorAnswers implements ErrorRenderer {
  private final Clock clock;

  ErrorAnswers(Clock clock) {
    this.clock = clock;
  }

  @Override
  public HttpResponse render(HttpException error, @Nullable HttpRequest request) {
    HttpResponse response = error.getCause() instanceof ServiceException known
        ? Answers.error(known)
        : Answers.error(error.status(), codeOf(error.status()), textOf(error));
    return Answers.stamped(response.withHeaders(error.headers()), Answers.newRequestId(), clock);
  }

  private static String codeOf(int status) {
    return switch (status) {
      case 404 -> "PathNotExist";
      case 405 -> "InvalidMethod";
      case 408 -> "RequestTimeout";
      case 413 -> "PostBodyTooLarge";
      case 503 -> "ServerBusy";
      default -> status < 500 ? "ParameterInvalid" : "InternalServerError";
    };
  }

  private static String textOf(HttpException error) {
    if (!error.text().isEmpty() && error.status() != 404) {
      return error.text();
    }
    return switch (error.status()) {
      case 404 -> "The path does not exist";
      case 405 -> "The method is not supported for this path";
      case 413 -> "Body size must little than " + WriteLimits.MAX_BODY_BYTES + ".";
      default -> "The request could not be served";
    };
  }
}
