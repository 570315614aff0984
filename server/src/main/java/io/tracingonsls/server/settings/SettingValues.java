// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of all settings of a catalog, checked. Immutable. Prints secrets as stars. */
public final class SettingValues {
  record Given(String text, Object value, Origin origin) {}

  private final SettingsCatalog catalog;
  private final Map<String, Given> given;

  SettingValues(SettingsCatalog catalog, Map<String, Given> given) {
    this.catalog = catalog;
    this.given = Map.copyOf(given);
  }

  /**
   * The value of a setting that has one.
   *
   * @throws SettingsException when nothing was given and there is no default
   */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new SettingsException(List.of(
          "--" + setting.name() + ": not set (expected: " + setting.type().name() + ")"));
    }
    return value;
  }

  /** The value of a setting, or null when nothing was given and there is no default. */
  public <T> @Nullable T find(Setting<T> setting) {
    Setting<?> declared = declared(setting);
    Given value = given.get(declared.name());
    if (value != null) {
      @SuppressWarnings("unchecked")
      T typed = (T) value.value();
      return typed;
    }
    String text = declared.defaultText();
    boolean emptyIsValue = setting.type().equals(SettingType.TEXT)
        || setting.type().equals(SettingType.LIST)
        || setting.type().equals(SettingType.SECRET);
    return text.isEmpty() && !emptyIsValue ? null : setting.type().parse(text);
  }

  private Setting<?> declared(Setting<?> setting) {
    Setting<?> declared = catalog.find(setting.name());
    if (declared == null) {
      throw new IllegalArgumentException(
          "setting: " + setting.name() + " (expected: one of this command's)");
    }
    return declared;
  }

  /** Where the value comes from. */
  public Origin origin(Setting<?> setting) {
    Given value = given.get(declared(setting).name());
    return value == null ? Origin.DEFAULT : value.origin();
  }

  /** Whether a user gave the value. */
  public boolean isGiven(Setting<?> setting) {
    return origin(setting) != Origin.DEFAULT;
  }

  /** Texts of all settings with a value, by name, secrets in clear: for plug-ins that read their own settings. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Setting<?> setting : catalog.settings()) {
      Given value = given.get(setting.name());
      String text = value == null ? setting.defaultText() : value.text();
      if (!text.isEmpty()) {
        texts.put(setting.name(), text);
      }
    }
    return texts;
  }

  /** Texts of the settings that a user gave, by name, secrets in clear. */
  public Map<String, String> givenTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  /** All given values, one a line, secrets as stars. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Setting<?> setting : catalog.settings()) {
      Given value = given.get(setting.name());
      if (value != null) {
        out.append(setting.name())
            .append('=')
            .append(setting.isSecret() ? "***" : value.text())
            .append('\n');
      }
    }
    return out.toString();
  }
}
