// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.HttpResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The forms of answers, and the headers that all of them carry. */
final class Answers {
  static final String REQUEST_ID = "x-log-requestid";

  private Answers() {}

  /** The only success status is 200, also for deletions. */
  static HttpResponse done() {
    return HttpResponse.empty(200);
  }

  static HttpResponse json(JsonNode body) {
    return HttpResponse.json(200, Json.bytes(body));
  }

  static HttpResponse error(ServiceException error) {
    return error(error.code().status(), error.wireName(), error.text());
  }

  static HttpResponse error(int status, String code, String message) {
    HttpResponse response = HttpResponse.json(
        status, Json.bytes(Json.object().put("errorCode", code).put("errorMessage", message)));
    return status == ErrorCode.SERVER_BUSY.status()
        ? response.withHeader("Retry-After", "1")
        : response;
  }

  /** 24 upper-case hex digits. */
  static String newRequestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return String.format(Locale.ROOT, "%016X%08X", random.nextLong(), random.nextInt());
  }

  static HttpResponse stamped(HttpResponse response, String requestId, Clock clock) {
    return response
        .withHeader(REQUEST_ID, requestId)
        .withHeader("x-log-time", Long.toString(clock.instant().getEpochSecond()))
        .withHeader("Server", "tracing-on-sls");
  }
}
