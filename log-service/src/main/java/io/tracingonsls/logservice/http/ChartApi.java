// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.admin.JsonBody;
import io.tracingonsls.logservice.admin.ObjectKind;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.HttpResponse;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Calls on single charts of a dashboard, which are told apart by their titles. */
final class ChartApi {
  private static final String DASHBOARD = "/dashboards/{name}/charts";

  private final Catalog catalog;

  ChartApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    String one = DASHBOARD + "/{chart}";
    routes.add("POST", DASHBOARD, executor, this::create);
    routes.add("PUT", DASHBOARD, executor, call -> update(call, title(call.json())));
    routes.add("GET", one, executor, this::get);
    routes.add("PUT", one, executor, call -> update(call, call.path("chart")));
    routes.add("DELETE", one, executor, this::delete);
  }

  private HttpResponse create(ApiCall call) {
    ObjectNode chart = call.json();
    String title = title(chart);
    change(call, charts -> {
      if (position(charts, title) >= 0) {
        throw ServiceException.named(
            ErrorCode.OBJECT_ALREADY_EXIST, "ChartAlreadyExist", "specified chart already exists");
      }
      charts.add(chart);
    });
    return Answers.done();
  }

  /** The chart keeps its title, whatever the new document says. */
  private HttpResponse update(ApiCall call, String title) {
    ObjectNode chart = call.json().put("title", title);
    change(call, charts -> charts.set(existing(charts, title), chart));
    return Answers.done();
  }

  private HttpResponse delete(ApiCall call) {
    change(call, charts -> charts.remove(existing(charts, call.path("chart"))));
    return Answers.done();
  }

  private HttpResponse get(ApiCall call) {
    JsonNode charts =
        catalog.object(call.project(), ObjectKind.DASHBOARD, call.path("name")).path("charts");
    return Answers.json(charts.get(existing(charts, call.path("chart"))));
  }

  private void change(ApiCall call, Consumer<ArrayNode> step) {
    catalog.changeObject(call.project(), ObjectKind.DASHBOARD, call.path("name"), before -> {
      ObjectNode changed = before.deepCopy();
      step.accept(changed.withArrayProperty("charts"));
      return changed;
    });
  }

  private static String title(ObjectNode chart) {
    return new JsonBody(chart).requiredText("title");
  }

  private static int existing(JsonNode charts, String title) {
    int position = position(charts, title);
    if (position < 0) {
      throw ServiceException.named(
          ErrorCode.OBJECT_NOT_EXIST, "ChartNotExist", "specified chart does not exist");
    }
    return position;
  }

  private static int position(JsonNode charts, String title) {
    for (int i = 0; i < charts.size(); i++) {
      if (charts.get(i).path("title").asText("").equals(title)) {
        return i;
      }
    }
    return -1;
  }
}
