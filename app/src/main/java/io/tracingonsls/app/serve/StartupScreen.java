// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server says once it is ready: where to send spans, where to look, and a line to try it with. Fits one screen. */
final class StartupScreen {
  private final String title;
  private final Map<String, String> places = new LinkedHashMap<>();
  private String example = "";

  StartupScreen(String title) {
    this.title = title;
  }

  StartupScreen place(String label, String where) {
    places.put(label, where);
    return this;
  }

  /** Command lines to copy. */
  StartupScreen example(String lines) {
    example = lines;
    return this;
  }

  void print(Terminal terminal) {
    int width = places.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("\n").append(title).append("\n\n");
    places.forEach((label, where) -> text.append("  ")
        .append(label)
        .append(" ".repeat(width - label.length() + 3))
        .append(where)
        .append('\n'));
    if (!example.isEmpty()) {
      text.append("\nTry it:\n").append(example.indent(2));
    }
    terminal.out().print(text.append('\n'));
    terminal.out().flush();
  }
}
