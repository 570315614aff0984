// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alerts in the second form of Log Service's rules: a query every minute, a condition on its rows, a severity. */
final class AlertList {
  private static final int HIGH = 8;
  private static final int CRITICAL = 10;
  private static final int MIN_REQUESTS = 20;
  private static final String DYNAMIC_POLICY = "sls.builtin.dynamic";

  private final ConsoleTarget target;
  private final SpanFields fields;
  private final AlertSettings settings;
  private final ConsoleLanguage language;

  AlertList(ConsoleTarget target, AlertSettings settings, ConsoleLanguage language) {
    this.target = target;
    this.fields = target.fields();
    this.settings = settings;
    this.language = language;
  }

  private record Rule(
      String title,
      String description,
      String query,
      int minutes,
      String condition,
      int severity,
      boolean byService) {}

  /** Documents by the first words of the name. */
  Map<String, ObjectNode> all() {
    Map<String, ObjectNode> alerts = new LinkedHashMap<>();
    alerts.put("error-rate", json(errorRate()));
    alerts.put("p99", json(p99()));
    alerts.put("no-data", json(noData()));
    return alerts;
  }

  private Rule errorRate() {
    String percent =
        BigDecimal.valueOf(settings.errorPercent()).stripTrailingZeros().toPlainString();
    return new Rule(
        language.of("Service with failing requests", "服务请求错误率过高"),
        language.of(
            "${service}: ${error_percent} % of ${requests} requests failed in five minutes",
            "${service}：最近五分钟 ${requests} 个请求中有 ${error_percent} % 出错"),
        requests(
            "round(100.0 * count_if(" + fields.isError() + ") / count(*), 2) as error_percent"),
        5,
        "error_percent > " + percent,
        CRITICAL,
        true);
  }

  private Rule p99() {
    return new Rule(
        language.of("Service with slow requests", "服务请求延迟过高"),
        language.of(
            "${service}: p99 of ${requests} requests was ${p99_ms} ms in five minutes",
            "${service}：最近五分钟 ${requests} 个请求的 P99 延迟为 ${p99_ms} ms"),
        requests("round(approx_percentile(" + fields.duration() + " / 1000.0, 0.99), 2) as p99_ms"),
        5,
        "p99_ms > " + settings.p99Millis(),
        HIGH,
        true);
  }

  private Rule noData() {
    return new Rule(
        language.of("No spans arrive", "没有 Span 写入"),
        language.of(
            "Not one span in " + settings.silentMinutes() + " minutes: look at the collectors",
            "最近 " + settings.silentMinutes() + " 分钟没有任何 Span，请检查 collector"),
        "* | select count(*) as spans from log",
        settings.silentMinutes(),
        "spans == 0",
        CRITICAL,
        false);
  }

  /** Services with too few requests to speak of a share are left out. */
  private String requests(String measure) {
    return "* | select " + fields.service() + " as service, count(*) as requests, " + measure
        + " from log where " + fields.isRequest() + " group by " + fields.service()
        + " having count(*) >= " + MIN_REQUESTS + " order by requests desc limit 100";
  }

  private ObjectNode json(Rule rule) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("displayName", rule.title() + " (" + target.logstore() + ")");
    alert.put("description", language.of("Made by tracing-on-sls", "由 tracing-on-sls 创建"));
    alert.put("type", "Alert").put("state", "Enabled").put("status", "ENABLED");
    alert.putObject("schedule").put("type", "FixedRate").put("interval", "1m").put("delay", 0);
    ObjectNode configuration = alert.putObject("configuration");
    configuration.put("version", "2.0").put("type", "default");
    configuration.put("dashboard", "internal-alert-analysis");
    configuration.putArray("queryList").add(query(rule));
    configuration.putArray("joinConfigurations");
    group(configuration.putObject("groupConfiguration"), rule);
    ObjectNode severity = configuration.putArray("severityConfigurations").addObject();
    severity.put("severity", rule.severity());
    severity
        .putObject("evalCondition")
        .put("condition", rule.condition())
        .put("countCondition", "");
    configuration.putArray("labels");
    ArrayNode annotations = configuration.putArray("annotations");
    annotations.addObject().put("key", "title").put("value", rule.title());
    annotations.addObject().put("key", "desc").put("value", rule.description());
    configuration.put("autoAnnotation", true).put("sendResolved", true).put("threshold", 2);
    configuration.put("noDataFire", false).put("noDataSeverity", HIGH);
    configuration
        .putObject("policyConfiguration")
        .put("alertPolicyId", DYNAMIC_POLICY)
        .put("actionPolicyId", settings.actionPolicy())
        .put("repeatInterval", "1h")
        .put("useDefault", false);
    return alert;
  }

  private ObjectNode query(Rule rule) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("storeType", "log")
        .put("region", target.region())
        .put("project", target.project())
        .put("store", target.logstore())
        .put("query", rule.query())
        .put("timeSpanType", "Relative")
        .put("start", "-" + rule.minutes() + "m")
        .put("end", "now")
        .put("powerSqlMode", "auto");
  }

  private static void group(ObjectNode group, Rule rule) {
    group.put("type", rule.byService() ? "custom" : "no_group");
    ArrayNode names = group.putArray("fields");
    if (rule.byService()) {
      names.add("service");
    }
  }
}
