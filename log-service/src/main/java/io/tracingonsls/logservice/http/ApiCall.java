// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Names;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One signed request to one project.
 *
 * @param http the request
 * @param hostProject project of the host name, null for calls to the endpoint itself
 */
record ApiCall(HttpRequest http, @Nullable String hostProject) {
  /** The project, which must be named. */
  String project() {
    if (hostProject == null) {
      throw new ServiceException(
          ErrorCode.INVALID_HOST, "Host: names no project (expected: project.endpoint)");
    }
    return hostProject;
  }

  /** A segment of the path. */
  String path(String name) {
    return http.pathParameter(name);
  }

  /** A query parameter, empty when absent. */
  String parameter(String name) {
    String value = http.query().first(name);
    return value == null ? "" : value;
  }

  /** A query parameter that must be there and not empty. */
  String requiredParameter(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      throw new ServiceException(ErrorCode.MISSING_PARAMETER, name + ": missing parameter");
    }
    return value;
  }

  /** A query parameter as a number of at least {@code least}. */
  int number(String name, int absent, int least) {
    String value = parameter(name);
    return value.isEmpty() ? absent : number(name, value, least);
  }

  static int number(String name, String text, int least) {
    try {
      int number = Integer.parseInt(text.trim());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, text, least);
    }
    throw notANumber(name, text, least);
  }

  private static ServiceException notANumber(String name, String text, int least) {
    return new ServiceException(
        ErrorCode.PARAMETER_INVALID,
        name + ": " + Names.shown(text) + " (expected: a whole number, at least " + least + ")");
  }

  /** The body, which must be a JSON object. */
  ObjectNode json() {
    return Json.readObject(http.bodyBytes(), ErrorCode.PARAMETER_INVALID);
  }
}
