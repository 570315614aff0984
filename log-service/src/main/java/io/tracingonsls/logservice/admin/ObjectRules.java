// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the service asks of the documents of named objects, and what it adds to them. */
final class ObjectRules {
  private static final int MAX_CHARTS = 200;
  private static final int MAX_ALERT_QUERIES = 3;
  private static final Set<String> SCHEDULED_TYPES = Set.of("Alert", "Report");

  private ObjectRules() {}

  /** The document to keep for a new object, with its name checked. */
  static ObjectNode created(ObjectKind kind, ObjectNode request, long nowSeconds) {
    Names.checkObject(new JsonBody(request).requiredText(kind.nameMember()));
    ObjectNode document = checked(kind, request).deepCopy();
    if (kind == ObjectKind.JOB && !document.hasNonNull("type")) {
      throw missing("type");
    }
    complete(kind, document, null);
    return dated(kind, document, nowSeconds, nowSeconds);
  }

  /** The document to keep in place of {@code current}; the name stays. */
  static ObjectNode updated(
      ObjectKind kind, ObjectNode current, ObjectNode request, long nowSeconds) {
    ObjectNode document = checked(kind, request).deepCopy();
    document.set(kind.nameMember(), current.get(kind.nameMember()));
    complete(kind, document, current);
    return dated(kind, document, current.path("createTime").asLong(nowSeconds), nowSeconds);
  }

  /** Refuses one more object of the kind, or of its type of job, when there are as many as may be. */
  static void checkCount(
      ObjectKind kind, Map<String, ObjectNode> present, ObjectNode more, int most) {
    String type = type(more);
    long same =
        present.values().stream().filter(other -> type(other).equals(type)).count();
    if (same >= most) {
      throw kind.tooMany();
    }
  }

  private static String type(ObjectNode document) {
    return document.path("type").asText("");
  }

  private static ObjectNode checked(ObjectKind kind, ObjectNode request) {
    if (request.toString().getBytes(StandardCharsets.UTF_8).length > kind.maxBytes()) {
      throw kind.tooLong();
    }
    switch (kind) {
      case DASHBOARD -> checkCharts(request);
      case SAVED_SEARCH -> new JsonBody(request).requiredText("logstore");
      case JOB -> checkJob(request);
      case ALERT -> {
        return request;
      }
    }
    return request;
  }

  private static void checkCharts(ObjectNode dashboard) {
    JsonNode charts = dashboard.path("charts");
    if (!charts.isMissingNode() && !charts.isArray()) {
      throw invalid("charts: wrong type (expected: a list)");
    }
    if (charts.size() > MAX_CHARTS) {
      throw new ServiceException(ErrorCode.EXCEED_QUOTA, "chart quota exceed");
    }
    for (JsonNode chart : charts) {
      if (chart.path("title").asText("").isEmpty()) {
        throw invalid("charts: a title is missing (expected: a text, unique in the dashboard)");
      }
    }
  }

  private static void checkJob(ObjectNode job) {
    if (!type(job).equals("Alert")) {
      return;
    }
    if (!job.path("configuration").isObject()) {
      throw missing("configuration");
    }
    if (!job.path("schedule").isObject()) {
      throw missing("schedule");
    }
    if (job.path("configuration").path("queryList").size() > MAX_ALERT_QUERIES) {
      throw invalid("queryList: too many queries (expected: at most " + MAX_ALERT_QUERIES + ")");
    }
  }

  /** Adds what answers always have. Scheduled jobs say twice whether they are on, in two spellings. */
  private static void complete(ObjectKind kind, ObjectNode document, @Nullable ObjectNode before) {
    if (kind == ObjectKind.SAVED_SEARCH) {
      for (String member : Set.of("searchQuery", "topic", "displayName")) {
        if (!document.hasNonNull(member)) {
          document.put(member, "");
        }
      }
    }
    if (kind == ObjectKind.JOB && SCHEDULED_TYPES.contains(type(document))) {
      switchTo(document, isOn(document, before));
    }
  }

  private static boolean isOn(ObjectNode document, @Nullable ObjectNode before) {
    String status = document.path("status").asText("");
    String state = document.path("state").asText("");
    if (status.isEmpty() && state.isEmpty()) {
      return before == null || !before.path("status").asText("").equals("DISABLED");
    }
    return status.isEmpty() ? !state.equals("Disabled") : !status.equals("DISABLED");
  }

  /** Switches a job on or off. */
  static void switchTo(ObjectNode job, boolean on) {
    job.put("status", on ? "ENABLED" : "DISABLED").put("state", on ? "Enabled" : "Disabled");
  }

  private static ObjectNode dated(
      ObjectKind kind, ObjectNode document, long createSeconds, long modifySeconds) {
    return kind.dated()
        ? document
            .put("createTime", createSeconds)
            .put("lastModifiedTime", modifySeconds)
            .put("lastModifyTime", modifySeconds)
        : document;
  }

  private static ServiceException missing(String member) {
    return invalid(member + ": missing");
  }

  private static ServiceException invalid(String message) {
    return new ServiceException(ErrorCode.PARAMETER_INVALID, message);
  }
}
