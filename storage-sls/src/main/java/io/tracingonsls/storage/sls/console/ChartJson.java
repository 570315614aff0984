// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Charts in the form that the console reads: a query, how it is drawn, and where on a grid of ten columns. */
final class ChartJson {
  private static final List<String> TRAFFIC_LIGHT =
      List.of("rgba(35,143,255,1)", "rgba(255,191,0,1)", "rgba(245,34,45,1)");

  private final String logstore;

  ChartJson(String logstore) {
    this.logstore = logstore;
  }

  /**
   * Where a chart stands.
   *
   * @param left columns of the grid
   */
  record Place(double left, double top, double width, double height) {}

  /**
   * What a chart asks.
   *
   * @param title unique in the dashboard
   * @param seconds how far back the query looks
   */
  record Question(String title, String displayName, String query, long seconds) {}

  /** A number beside how it changed: columns {@code value} and {@code change}. */
  ObjectNode comparison(Question question, String description, String unit, Place place) {
    ObjectNode chart = chart(question, "number", place);
    ObjectNode display = number(chart, "compare", description, unit);
    display.put("compareUnit", "%").put("threshold", 0);
    display.putArray("yAxis").add("change");
    return chart;
  }

  /** A number on a dial that ends at {@code most}, yellow and red from the given percentages of it. */
  ObjectNode dial(
      Question question,
      String description,
      String unit,
      int most,
      int yellow,
      int red,
      Place place) {
    ObjectNode chart = chart(question, "number", place);
    ObjectNode display = number(chart, "dashboard", description, unit);
    display.put("maxval", most).put("colorAreaNum", TRAFFIC_LIGHT.size());
    ArrayNode colors = display.putArray("colors");
    TRAFFIC_LIGHT.forEach(colors::add);
    display.putArray("colorval").add(yellow).add(red).add(100);
    return chart;
  }

  /** Column {@code value} over column {@code time}, one line for each {@code series}. */
  ObjectNode lines(Question question, String value, String series, Place place) {
    ObjectNode chart = chart(question, "agg", place);
    ObjectNode display = (ObjectNode) chart.required("display");
    display.put("chartType", "line").put("legendPosition", "top");
    display.putArray("xAxis").add("time");
    display.putArray("yAxis").add(value);
    display.putArray("aggAxis").add(series);
    return chart;
  }

  private static ObjectNode number(
      ObjectNode chart, String numberType, String description, String unit) {
    ObjectNode display = (ObjectNode) chart.required("display");
    display.put("numberType", numberType).put("description", description).put("unit", unit);
    display.put("fontSize", 32).put("unitSize", 14).put("descriptionSize", 12);
    display.putArray("xAxis").add("value");
    return display;
  }

  private ObjectNode chart(Question question, String type, Place place) {
    ObjectNode chart = JsonNodeFactory.instance.objectNode();
    chart.put("title", question.title()).put("type", type);
    chart
        .putObject("search")
        .put("logstore", logstore)
        .put("topic", "")
        .put("query", question.query())
        .put("start", "-" + question.seconds() + "s")
        .put("end", "now");
    chart
        .putObject("display")
        .put("displayName", question.displayName())
        .put("xPos", place.left())
        .put("yPos", place.top())
        .put("width", place.width())
        .put("height", place.height());
    chart.putObject("action");
    return chart;
  }
}
