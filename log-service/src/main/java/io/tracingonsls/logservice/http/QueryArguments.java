// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Names;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.query.QueryRequest;
import java.util.function.UnaryOperator;

/**
 * The arguments of a query call, which come as JSON members or as query parameters.
 *
 * @param request what is asked
 * @param powerSql repeated in the answer
 */
record QueryArguments(QueryRequest request, boolean powerSql) {
  private static final int NANOS = 1_000_000_000;

  static QueryArguments of(ObjectNode body) {
    return of(name -> text(name, body.get(name)));
  }

  static QueryArguments of(ApiCall call) {
    return of(call::parameter);
  }

  private static String text(String name, JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isValueNode()) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          name + ": wrong type (expected: text, a number or true or false)");
    }
    return value.asText();
  }

  private static QueryArguments of(UnaryOperator<String> values) {
    long from = seconds("from", values.apply("from"));
    long to = seconds("to", values.apply("to"));
    int fromNanos = ranged("fromNs", values.apply("fromNs"), 0, NANOS - 1);
    int toNanos = ranged("toNs", values.apply("toNs"), 0, NANOS - 1);
    if (from > to || (from == to && fromNanos >= toNanos)) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID, "The parameter from must be less than the parameter to");
    }
    QueryRequest request = new QueryRequest(
        values.apply("query"),
        from,
        to,
        fromNanos,
        toNanos,
        values.apply("topic"),
        line(values.apply("line")),
        ranged("offset", values.apply("offset"), 0, Integer.MAX_VALUE),
        flag("reverse", values.apply("reverse")),
        values.apply("session"));
    return new QueryArguments(request, flag("powerSql", values.apply("powerSql")));
  }

  private static long seconds(String name, String text) {
    if (text.isEmpty()) {
      throw new ServiceException(ErrorCode.MISSING_PARAMETER, name + ": missing parameter");
    }
    try {
      long seconds = Long.parseLong(text);
      if (seconds >= 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw notPositive(name);
    }
    throw notPositive(name);
  }

  private static ServiceException notPositive(String name) {
    return new ServiceException(
        ErrorCode.PARAMETER_INVALID, "The parameter " + name + " must be a positive integer");
  }

  /** More than a page is silently cut; -1 is how some clients ask for as much as possible. */
  private static int line(String text) {
    int line = text.isEmpty() ? QueryRequest.MAX_LINES : ApiCall.number("line", text, -1);
    return line < 0 ? QueryRequest.MAX_LINES : Math.min(QueryRequest.MAX_LINES, line);
  }

  private static int ranged(String name, String text, int absent, int most) {
    int number = text.isEmpty() ? absent : ApiCall.number(name, text, 0);
    if (number > most) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID, name + ": " + number + " (expected: at most " + most + ")");
    }
    return number;
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "", "false", "False", "0" -> false;
      case "true", "True", "1" -> true;
      default ->
        throw new ServiceException(
            ErrorCode.PARAMETER_INVALID,
            name + ": " + Names.shown(text) + " (expected: true or false)");
    };
  }
}
