// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares an answer with what a probe expects; each check gives an empty text or what is wrong. */
final class Expectation {
  private final JsonNode expected;
  private final ProtocolAnswer answer;

  Expectation(JsonNode expected, ProtocolAnswer answer) {
    this.expected = expected;
    this.answer = answer;
  }

  String judge() {
    String status = status();
    if (!status.isEmpty()) {
      return status;
    }
    for (String problem : List.of(message(), headers(), members(), ids(), rows())) {
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  private String status() {
    JsonNode error = expected.path("error");
    if (error.isMissingNode()) {
      return answer.status() == 200
          ? ""
          : "status " + answer.status() + " " + answer.errorCode() + ": " + answer.errorMessage();
    }
    List<String> codes = texts(error);
    boolean code = codes.contains(answer.errorCode());
    boolean status = !expected.has("status")
        || texts(expected.path("status")).contains(Integer.toString(answer.status()));
    return code && status
        ? ""
        : "status " + answer.status() + " " + answer.errorCode() + " instead of "
            + expected.path("status").asText() + " " + String.join(" or ", codes);
  }

  private String message() {
    String part = expected.path("message").asText("");
    return answer.errorMessage().contains(part)
        ? ""
        : "message '" + answer.errorMessage() + "' without '" + part + "'";
  }

  private String headers() {
    for (Map.Entry<String, JsonNode> header : expected.path("headers").properties()) {
      String value = answer.header(header.getKey());
      if (value == null || !Pattern.matches(header.getValue().asText(), value)) {
        return "header " + header.getKey() + ": " + value + " instead of "
            + header.getValue().asText();
      }
    }
    return "";
  }

  /** Members of the JSON answer by JSON pointer. */
  private String members() {
    for (Map.Entry<String, JsonNode> member : expected.path("json").properties()) {
      JsonNode value = answer.json().at(member.getKey());
      if (!same(value, member.getValue())) {
        return member.getKey() + ": " + (value.isMissingNode() ? "missing" : value) + " instead of "
            + member.getValue();
      }
    }
    return "";
  }

  /** Numbers are equal whatever their Java type. */
  private static boolean same(JsonNode left, JsonNode right) {
    return (left.isNumber() && right.isNumber())
        ? left.asText().equals(right.asText())
        : left.equals(right);
  }

  private String ids() {
    if (!expected.has("ids")) {
      return "";
    }
    List<String> found = new ArrayList<>();
    answer.json().path("data").forEach(row -> found.add(row.path("id").asText()));
    return compared(found, texts(expected.get("ids")), "logs");
  }

  private String rows() {
    if (!expected.has("rows")) {
      return "";
    }
    List<String> columns = texts(answer.json().at("/meta/keys"));
    List<String> found = new ArrayList<>();
    for (JsonNode row : answer.json().path("data")) {
      List<String> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(row.path(column).asText("(none)")));
      found.add(String.join("|", cells));
    }
    return compared(found, texts(expected.get("rows")), "rows");
  }

  private String compared(List<String> found, List<String> wanted, String what) {
    List<String> left = new ArrayList<>(found);
    List<String> right = new ArrayList<>(wanted);
    if (!expected.path("ordered").asBoolean(false)) {
      Collections.sort(left);
      Collections.sort(right);
    }
    return left.equals(right) ? "" : what + " " + left + " instead of " + right;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }
}
