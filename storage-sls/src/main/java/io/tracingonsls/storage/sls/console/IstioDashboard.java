// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.storage.sls.console.ChartJson.Place;
import io.tracingonsls.storage.sls.console.ChartJson.Question;

/**
 * Sixteen charts of a mesh: requests that come in from outside (spans without a parent) and calls inside (all others), their number, mean,
 * 90th and 99th percentile, and the shares of failed answers. Durations are kept in microseconds and shown in milliseconds.
 */
final class IstioDashboard {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final long QUARTER = 900;
  private static final double NUMBER_WIDTH = 2.5;

  private final String logstore;
  private final SpanFields fields;
  private final ConsoleLanguage language;
  private final ChartJson charts;
  private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

  private IstioDashboard(ConsoleTarget target, ConsoleLanguage language) {
    this.logstore = target.logstore();
    this.fields = target.fields();
    this.language = language;
    this.charts = new ChartJson(logstore);
  }

  static ObjectNode json(String name, ConsoleTarget target, ConsoleLanguage language) {
    return new IstioDashboard(target, language).json(name);
  }

  private ObjectNode json(String name) {
    comparisons();
    dials();
    lines("inner", inner(), language.of("Inside: ", "内部组件"), 8);
    lines("outer", outer(), language.of("From outside: ", "外部请求"), 18);
    ObjectNode dashboard = JsonNodeFactory.instance.objectNode();
    dashboard.put("dashboardName", name);
    dashboard.put(
        "displayName", language.of("Istio tracing", "Istio 链路追踪") + " (" + logstore + ")");
    dashboard.put(
        "description",
        language.of(
            "Requests and calls in the mesh, from its spans. Made by tracing-on-sls; yours to change.",
            "基于 Span 的服务网格请求与调用情况。由 tracing-on-sls 创建，可自由修改。"));
    dashboard.putObject("attribute").put("type", "grid");
    dashboard.set("charts", all);
    return dashboard;
  }

  private String outer() {
    return fields.isEntry();
  }

  private String inner() {
    return "not (" + fields.isEntry() + ") and " + fields.service() + " <> 'istio-ingressgateway'";
  }

  private void comparisons() {
    String hour = language.of("last hour, against yesterday", "最近一小时/同比昨日");
    String day = language.of("last 24 hours, against the 24 before", "最近24小时/环比前24小时");
    // Both sides of a shared span lack a parent, so traces are counted and not spans.
    compare(
        "outer-day",
        language.of("Requests in a day", "日请求数"),
        "count(distinct case when %s then traceID end)",
        DAY,
        2 * DAY,
        day,
        "",
        0);
    compare("outer-mean", outerTitle("mean", "平均延迟"), "avg(%s)", HOUR, DAY + HOUR, hour, "ms", 1);
    compare(
        "outer-p90",
        outerTitle("p90", "P90延迟"),
        "approx_percentile(%s, 0.9)",
        HOUR,
        DAY + HOUR,
        hour,
        "ms",
        2);
    compare(
        "outer-p99",
        outerTitle("p99", "P99延迟"),
        "approx_percentile(%s, 0.99)",
        HOUR,
        DAY + HOUR,
        hour,
        "ms",
        3);
  }

  private String outerTitle(String english, String chinese) {
    return language.of("From outside: " + english, "外部请求" + chinese);
  }

  /** The latest {@code span} seconds beside the first ones of a window that begins a day earlier. */
  private void compare(
      String title,
      String displayName,
      String aggregate,
      long span,
      long window,
      String description,
      String unit,
      int column) {
    String latest = "__time__ >= to_unixtime(now()) - " + span;
    String earlier = "__time__ < to_unixtime(now()) - " + (window - span);
    String query = "* | select round(latest, 2) as value,"
        + " round(100.0 * (latest - earlier) / nullif(earlier, 0), 2) as change from (select "
        + measured(aggregate, latest, unit) + " as latest, "
        + measured(aggregate, earlier, unit) + " as earlier from log where "
        + meshOnly(outer()) + ")";
    all.add(charts.comparison(
        new Question(title, displayName, query, window),
        description,
        unit,
        new Place(column * NUMBER_WIDTH, 0, NUMBER_WIDTH, 3)));
  }

  private String measured(String aggregate, String when, String unit) {
    return unit.isEmpty()
        ? aggregate.replace("%s", when)
        : aggregate.replace("%s", "case when " + when + " then " + millis() + " end");
  }

  private String millis() {
    return fields.duration() + " / 1000.0";
  }

  /** Istio's own traffic of its first years is left out. */
  private String meshOnly(String condition) {
    return condition + " and " + fields.service() + " not in ('istio-mixer', 'istio-telemetry')";
  }

  private void dials() {
    String quarter = language.of("last 15 minutes", "最近15分钟");
    dial(
        "outer-now",
        outerTitle("mean now", "当前平均延迟"),
        "avg(" + millis() + ")",
        outer(),
        quarter,
        "ms",
        200,
        33,
        66,
        0);
    dial(
        "inner-now",
        language.of("Inside: mean now", "内部组件当前平均延迟"),
        "avg(" + millis() + ")",
        inner(),
        quarter,
        "ms",
        100,
        33,
        66,
        1);
    String status = fields.httpStatus();
    dial(
        "outer-4xx",
        language.of("Answers 4xx", "4XX请求占比"),
        "100.0 * count_if(" + status + " >= 400 and " + status + " < 500) / nullif(count(*), 0)",
        outer(),
        quarter,
        "%",
        100,
        3,
        10,
        2);
    dial(
        "outer-5xx",
        language.of("Answers 5xx", "5XX请求占比"),
        "10000.0 * count_if(" + status + " >= 500) / nullif(count(*), 0)",
        outer(),
        quarter,
        language.of("of 10000", "万分比"),
        100,
        33,
        66,
        3);
  }

  private void dial(
      String title,
      String displayName,
      String value,
      String condition,
      String description,
      String unit,
      int most,
      int yellow,
      int red,
      int column) {
    String query =
        "* | select round(" + value + ", 2) as value from log where " + meshOnly(condition);
    all.add(charts.dial(
        new Question(title, displayName, query, QUARTER),
        description,
        unit,
        most,
        yellow,
        red,
        new Place(column * NUMBER_WIDTH, 3, NUMBER_WIDTH, 5)));
  }

  private void lines(String title, String condition, String display, double top) {
    line(
        title + "-requests",
        display + language.of("requests", "请求数"),
        "count(*)",
        condition,
        0,
        top);
    line(
        title + "-mean",
        display + language.of("mean (ms)", "平均延迟(ms)"),
        "round(avg(" + millis() + "), 2)",
        condition,
        5,
        top);
    line(
        title + "-p90",
        display + language.of("p90 (ms)", "P90延迟(ms)"),
        percentile("0.9"),
        condition,
        0,
        top + 5);
    line(
        title + "-p99",
        display + language.of("p99 (ms)", "P99延迟(ms)"),
        percentile("0.99"),
        condition,
        5,
        top + 5);
  }

  private String percentile(String share) {
    return "round(approx_percentile(" + millis() + ", " + share + "), 2)";
  }

  /** One value per service and hour of the last day. */
  private void line(
      String title, String displayName, String value, String condition, double left, double top) {
    String query =
        "* | select date_format(from_unixtime(__time__ - __time__ % 3600), '%m-%d %H:00') as time, "
            + fields.service() + " as service, " + value + " as value from log where "
            + meshOnly(condition)
            + " group by time, " + fields.service() + " order by time limit 10000";
    all.add(charts.lines(
        new Question(title + "-by-hour", displayName, query, DAY),
        "value",
        "service",
        new Place(left, top, 5, 5)));
  }
}
