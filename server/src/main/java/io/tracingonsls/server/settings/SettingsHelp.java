// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts made from declarations: help for terminals and the reference page. */
public final class SettingsHelp {
  private static final int WIDTH = 100;

  private SettingsHelp() {}

  private static Map<String, List<Setting<?>>> groups(SettingsCatalog catalog) {
    Map<String, List<Setting<?>>> groups = new LinkedHashMap<>();
    for (Setting<?> setting : catalog.settings()) {
      groups.computeIfAbsent(setting.group(), name -> new ArrayList<>()).add(setting);
    }
    return groups;
  }

  /** Flags by group with type, default and description, at most 100 columns wide. */
  public static String terminal(SettingsCatalog catalog) {
    StringBuilder out = new StringBuilder();
    groups(catalog).forEach((group, settings) -> {
      out.append(group).append(":\n");
      settings.forEach(setting -> terminal(setting, out));
      out.append('\n');
    });
    return out.toString();
  }

  private static void terminal(Setting<?> setting, StringBuilder out) {
    out.append("  --").append(setting.name());
    if (!setting.isSwitch()) {
      out.append(" <").append(setting.type().name()).append('>');
    }
    if (!setting.defaultText().isEmpty()) {
      out.append("  (default ").append(setting.defaultText()).append(')');
    }
    out.append('\n');
    String text = setting.description();
    if (!setting.aliases().isEmpty()) {
      text += " Also: --" + String.join(", --", setting.aliases()) + ".";
    }
    wrap(text, out);
  }

  private static void wrap(String text, StringBuilder out) {
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n');
        column = 0;
      }
      String lead = column == 0 ? "        " : " ";
      out.append(lead).append(word);
      column += lead.length() + word.length();
    }
    if (column > 0) {
      out.append('\n');
    }
  }

  /** The reference page in Markdown: one table per group. */
  public static String markdown(SettingsCatalog catalog) {
    StringBuilder out = new StringBuilder();
    groups(catalog).forEach((group, settings) -> {
      out.append("## ").append(group).append("\n\n");
      out.append(
          "| flag and YAML key | environment | type | default | what it does |\n|---|---|---|---|---|\n");
      settings.forEach(setting -> row(setting, out));
      out.append('\n');
    });
    return out.toString();
  }

  private static void row(Setting<?> setting, StringBuilder out) {
    String aliases = setting.aliases().isEmpty()
        ? ""
        : " Also `" + String.join("`, `", setting.aliases()) + "`.";
    String fallback =
        setting.defaultText().isEmpty() ? "" : "`" + cell(setting.defaultText()) + "`";
    out.append("| `").append(setting.name()).append("` | `").append(setting.environmentName());
    out.append("` | ").append(cell(setting.type().name())).append(" | ").append(fallback);
    out.append(" | ").append(cell(setting.description())).append(aliases).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
