// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All settings of a command, by name and alias. Immutable. */
public final class SettingsCatalog {
  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();
  private final List<Setting<?>> settings;

  /**
   * Makes a catalog in the order given.
   *
   * @throws IllegalArgumentException when a name or alias, or an environment name, is declared twice
   */
  public SettingsCatalog(Collection<? extends Setting<?>> settings) {
    this.settings = List.copyOf(settings);
    Map<String, String> environment = new LinkedHashMap<>();
    for (Setting<?> setting : this.settings) {
      add(setting.name(), setting, environment);
      for (String alias : setting.aliases()) {
        add(alias, setting, environment);
      }
    }
  }

  private void add(String name, Setting<?> setting, Map<String, String> environment) {
    if (byName.putIfAbsent(name, setting) != null) {
      throw new IllegalArgumentException("setting: " + name + " (expected: declared once)");
    }
    String other = environment.putIfAbsent(Setting.environmentName(name), setting.name());
    if (other != null && !other.equals(setting.name())) {
      throw new IllegalArgumentException(
          "setting: " + name + " (expected: environment name unlike that of " + other + ")");
    }
  }

  /** The settings in order of declaration. */
  public List<Setting<?>> settings() {
    return settings;
  }

  @Nullable
  Setting<?> find(String nameOrAlias) {
    return byName.get(nameOrAlias);
  }

  /** All names and aliases. */
  List<String> names() {
    return new ArrayList<>(byName.keySet());
  }
}
