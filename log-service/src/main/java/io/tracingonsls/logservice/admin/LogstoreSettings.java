// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.Map;
import java.util.Set;

/**
 * What a client can set on a Logstore.
 *
 * @param ttlDays age at which logs go; {@link #FOREVER_DAYS} means never
 * @param mode {@code standard} or {@code query}
 * @param passThrough members without meaning for one node (tiering, encryption), stored and returned as they came
 */
public record LogstoreSettings(
    int ttlDays,
    boolean autoSplit,
    int maxSplitShard,
    boolean appendMeta,
    boolean enableTracking,
    String mode,
    String telemetryType,
    Map<String, JsonNode> passThrough) {
  /** TTL that stands for "keep". */
  public static final int FOREVER_DAYS = 3650;

  private static final Set<String> PASS_THROUGH = Set.of(
      "hot_ttl",
      "infrequentAccessTTL",
      "encrypt_conf",
      "resourceQuota",
      "processorId",
      "productType");

  /** Whether SQL and {@code doc_value} are offered. */
  public boolean standard() {
    return mode.equals("standard");
  }

  LogstoreSettings inMode(String fixed) {
    return new LogstoreSettings(
        ttlDays,
        autoSplit,
        maxSplitShard,
        appendMeta,
        enableTracking,
        fixed,
        telemetryType,
        passThrough);
  }

  static LogstoreSettings parse(JsonBody body) {
    LogstoreSettings settings = new LogstoreSettings(
        body.integer("ttl", FOREVER_DAYS),
        body.flag("autoSplit", false),
        body.integer("maxSplitShard", 64),
        body.flag("appendMeta", false),
        body.flag("enable_tracking", false),
        blankTo(body.text("mode", ""), "standard"),
        body.text("telemetryType", ""),
        body.copy(PASS_THROUGH));
    settings.check();
    return settings;
  }

  private void check() {
    range("ttl", ttlDays, 1, FOREVER_DAYS);
    if (autoSplit) {
      range("maxSplitShard", maxSplitShard, 1, 256);
    }
    if (!Set.of("standard", "query").contains(mode)) {
      throw invalid("mode: " + Names.shown(mode) + " (expected: standard or query)");
    }
    if (!Set.of("", "None", "Metrics").contains(telemetryType)) {
      throw invalid(
          "telemetryType: " + Names.shown(telemetryType) + " (expected: None or Metrics)");
    }
    JsonNode hotTtl = passThrough.get("hot_ttl");
    if (hotTtl != null && hotTtl.intValue() > 0) {
      range("hot_ttl", hotTtl.intValue(), 7, FOREVER_DAYS);
    }
  }

  static void range(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw invalid(name + " must be within range [" + low + ", " + high + "]");
    }
  }

  private static ServiceException invalid(String message) {
    return new ServiceException(ErrorCode.LOG_STORE_INFO_INVALID, message);
  }

  private static String blankTo(String text, String other) {
    return text.isBlank() ? other : text;
  }

  /** The members as the protocol names them; the caller's to change. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ttl", ttlDays);
    json.put("autoSplit", autoSplit);
    json.put("maxSplitShard", maxSplitShard);
    json.put("appendMeta", appendMeta);
    json.put("enable_tracking", enableTracking);
    json.put("mode", mode);
    json.put("telemetryType", telemetryType);
    passThrough.forEach((name, value) -> json.set(name, value.deepCopy()));
    return json;
  }
}
