// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import io.tracingonsls.server.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The declaration of one setting. Immutable; identified by its name.
 *
 * <p>Declare settings as constants, for example {@code Setting.duration("collector.write-timeout",
 * "5s").group("Collector").describe("Longest wait …")}.
 */
public final class Setting<T> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

  private final String name;
  private final SettingType<T> type;
  private final String defaultText;
  private final String group;
  private final String description;
  private final List<String> aliases;

  private Setting(
      String name,
      SettingType<T> type,
      String defaultText,
      String group,
      String description,
      List<String> aliases) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "setting: " + name + " (expected: lower-case words joined by . or -)");
    }
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.group = group;
    this.description = description;
    this.aliases = List.copyOf(aliases);
  }

  /**
   * Declares a setting of any type.
   *
   * @param defaultText default in the form a user would write; empty for none
   */
  public static <T> Setting<T> of(String name, SettingType<T> type, String defaultText) {
    if (!defaultText.isEmpty()) {
      type.parse(defaultText);
    }
    return new Setting<>(name, type, defaultText, "General", "", List.of());
  }

  /** A text. */
  public static Setting<String> text(String name, String defaultText) {
    return of(name, SettingType.TEXT, defaultText);
  }

  /** A whole number. */
  public static Setting<Integer> integer(String name, int defaultValue) {
    return of(name, SettingType.INTEGER, Integer.toString(defaultValue));
  }

  /** A decimal number. */
  public static Setting<Double> number(String name, double defaultValue) {
    return of(name, SettingType.NUMBER, Double.toString(defaultValue));
  }

  /** A switch. */
  public static Setting<Boolean> bool(String name, boolean defaultValue) {
    return of(name, SettingType.BOOLEAN, Boolean.toString(defaultValue));
  }

  /** A duration. */
  public static Setting<Duration> duration(String name, String defaultText) {
    return of(name, SettingType.DURATION, defaultText);
  }

  /** A size. */
  public static Setting<Long> bytes(String name, String defaultText) {
    return of(name, SettingType.BYTES, defaultText);
  }

  /** An address. */
  public static Setting<HostPort> hostPort(String name, String defaultText) {
    return of(name, SettingType.HOST_PORT, defaultText);
  }

  /** The address of a listener that an empty value switches off. */
  public static Setting<HostPort> listener(String name, String defaultText) {
    return of(name, SettingType.LISTENER, defaultText);
  }

  /** A list of texts. */
  public static Setting<List<String>> list(String name, String defaultText) {
    return of(name, SettingType.LIST, defaultText);
  }

  /** A secret without default. */
  public static Setting<Sensitive> secret(String name) {
    return of(name, SettingType.SECRET, "");
  }

  /** A path. */
  public static Setting<Path> file(String name, String defaultText) {
    return of(name, SettingType.FILE, defaultText);
  }

  /** The same in another group of the help text. */
  public Setting<T> group(String value) {
    return new Setting<>(name, type, defaultText, value, description, aliases);
  }

  /** The same with a description: what it does, its unit, what its extremes mean; ends with a full stop. */
  public Setting<T> describe(String value) {
    return new Setting<>(name, type, defaultText, group, value, aliases);
  }

  /** The same for a flag of Jaeger's that decides nothing here, so that its users' command lines go on working; {@code why} ends the description. */
  public Setting<T> ignore(String why) {
    return describe("Accepted for Jaeger's sake and ignored: " + why);
  }

  /** The same with one more name, which works everywhere but is shown only beside the first. */
  public Setting<T> alias(String value) {
    List<String> more = new ArrayList<>(aliases);
    more.add(value);
    return new Setting<>(name, type, defaultText, group, description, more);
  }

  /** The same with another default, for a command that differs from the others. */
  public Setting<T> withDefault(String text) {
    if (!text.isEmpty()) {
      type.parse(text);
    }
    return new Setting<>(name, type, text, group, description, aliases);
  }

  /** Name without dashes, also the YAML key. */
  public String name() {
    return name;
  }

  /** How values are read. */
  public SettingType<T> type() {
    return type;
  }

  /** Default as written by a user; empty for none. */
  public String defaultText() {
    return defaultText;
  }

  /** Heading in help texts. */
  public String group() {
    return group;
  }

  /** What it does. */
  public String description() {
    return description;
  }

  /** Other names. */
  public List<String> aliases() {
    return aliases;
  }

  /** Name of the environment variable. */
  public String environmentName() {
    return environmentName(name);
  }

  static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  boolean isSwitch() {
    return type.equals(SettingType.BOOLEAN);
  }

  boolean isSecret() {
    return type.equals(SettingType.SECRET);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Setting<?> that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "--" + name;
  }
}
