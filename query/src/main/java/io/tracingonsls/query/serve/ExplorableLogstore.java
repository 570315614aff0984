// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A Logstore besides that of the spans which may be read here: logs of applications or of a mesh.
 *
 * @param traceField the field that holds the trace's id, so that a trace leads to its logs and a log to its trace; empty when there is none
 */
public record ExplorableLogstore(String name, String traceField) {
  private static final int MAX_FIELD = 128;

  /**
   * Reads {@code name} or {@code name:field}.
   *
   * @throws IllegalArgumentException if one of them can't be a name, or a Logstore is named twice
   */
  public static List<ExplorableLogstore> parse(List<String> texts) {
    List<ExplorableLogstore> logstores = new ArrayList<>(texts.size());
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      String field = colon < 0 ? "" : text.substring(colon + 1);
      boolean fits = !name.isEmpty()
          && (colon < 0 || !field.isEmpty())
          && field.length() <= MAX_FIELD
          && field.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && c != 0x7f);
      if (!fits || !names.add(name)) {
        throw new IllegalArgumentException("logstores: " + text
            + " (expected: each Logstore once, as name or name:trace-id-field)");
      }
      logstores.add(new ExplorableLogstore(name, field));
    }
    return List.copyOf(logstores);
  }
}
