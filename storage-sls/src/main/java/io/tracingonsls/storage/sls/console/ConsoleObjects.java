// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.storage.sls.client.ConsoleObject;
import io.tracingonsls.storage.sls.client.ConsoleObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The documents for one span Logstore. Their names hold the Logstore's, so that several share a project. */
public final class ConsoleObjects {
  private static final int MAX_NAME = 63;

  private ConsoleObjects() {}

  /** All that are wanted, in the order in which they are made. */
  public static List<ConsoleObject> of(ConsoleTarget target, ConsoleSettings settings) {
    String logstore = target.logstore();
    List<ConsoleObject> objects = new ArrayList<>();
    ConsoleLanguage language = settings.language();
    if (settings.dashboard()) {
      String name = name("istio-tracing", logstore);
      ObjectNode json = IstioDashboard.json(name, target, language);
      objects.add(new ConsoleObject(Kind.DASHBOARD, name, logstore, json.toString()));
    }
    if (settings.savedSearches()) {
      for (Map.Entry<String, SavedSearchList.Search> search :
          SavedSearchList.of(target, language).entrySet()) {
        String name = name("spans-" + search.getKey(), logstore);
        ObjectNode json = SavedSearchList.json(name, logstore, search.getValue());
        objects.add(new ConsoleObject(Kind.SAVED_SEARCH, name, logstore, json.toString()));
      }
    }
    AlertSettings alerts = settings.alerts();
    if (alerts != null) {
      new AlertList(target, alerts, language).all().forEach((first, json) -> {
        String name = name("spans-" + first, logstore);
        objects.add(
            new ConsoleObject(Kind.ALERT, name, logstore, json.put("name", name).toString()));
      });
    }
    return List.copyOf(objects);
  }

  /** At most 63 characters, as saved searches may have; a cut Logstore is told from others by a number. */
  static String name(String first, String logstore) {
    String whole = first + "-" + logstore;
    if (whole.length() <= MAX_NAME) {
      return whole;
    }
    String mark = String.format(Locale.ROOT, "-%08x", logstore.hashCode());
    return whole.substring(0, MAX_NAME - mark.length()) + mark;
  }
}
