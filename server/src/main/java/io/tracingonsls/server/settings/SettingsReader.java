// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads settings from flags, environment and file, and reports everything that is wrong at once. */
public final class SettingsReader {
  /** The file to read; declare it in every catalog that wants one. */
  public static final Setting<Path> CONFIG_FILE = Setting.file("config-file", "")
      .describe("YAML file with settings; keys are the flags' names, nested or dotted.");

  private final SettingsCatalog catalog;
  private final Predicate<String> elsewhere;
  private final Map<String, SettingValues.Given> given = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(SettingsCatalog catalog, Predicate<String> elsewhere) {
    this.catalog = catalog;
    this.elsewhere = elsewhere;
  }

  /**
   * Reads all sources.
   *
   * @param arguments flags as {@code --name=value}, {@code --name value} or, for switches, {@code --name}
   * @param environment for example {@link System#getenv()}; empty values count as absent, unknown names are ignored
   * @throws SettingsException listing every problem
   */
  public static SettingValues read(
      SettingsCatalog catalog, List<String> arguments, Map<String, String> environment) {
    return read(catalog, arguments, environment, key -> false);
  }

  /**
   * The same for a file that several commands share: keys that are settings {@code elsewhere} are passed over, any other unknown key is still
   * an error.
   */
  public static SettingValues read(
      SettingsCatalog catalog,
      List<String> arguments,
      Map<String, String> environment,
      Predicate<String> elsewhere) {
    SettingsReader reader = new SettingsReader(catalog, elsewhere);
    reader.readFlags(arguments);
    reader.readEnvironment(environment);
    reader.readFile();
    if (!reader.problems.isEmpty()) {
      throw new SettingsException(reader.problems);
    }
    return new SettingValues(catalog, reader.given);
  }

  /**
   * The text of one setting, read before the others because it decides which others exist. Judges nothing: what is wrong is found when all
   * are read.
   */
  public static @Nullable String peek(
      Setting<?> setting, List<String> arguments, Map<String, String> environment) {
    SettingsReader reader =
        new SettingsReader(new SettingsCatalog(List.of(CONFIG_FILE, setting)), key -> true);
    reader.readFlags(arguments);
    reader.readEnvironment(environment);
    reader.readFile();
    SettingValues.Given value = reader.given.get(setting.name());
    return value == null ? null : value.text();
  }

  private void readFlags(List<String> arguments) {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--") || argument.length() == 2) {
        problems.add(printable(argument) + ": unexpected argument (expected: --name=value)");
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      Setting<?> setting = known(name, "--" + name);
      boolean hasNext = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
      if (equals >= 0) {
        add(flags, setting, argument.substring(equals + 1));
      } else if (setting != null && setting.isSwitch()) {
        boolean valueFollows = hasNext
            && (arguments.get(i + 1).equals("true") || arguments.get(i + 1).equals("false"));
        add(flags, setting, valueFollows ? arguments.get(++i) : "true");
      } else if (hasNext) {
        add(flags, setting, arguments.get(++i));
      } else if (setting != null) {
        problems.add(
            "--" + name + ": value missing (expected: " + setting.type().name() + ")");
      }
    }
    flags.forEach(this::takeFlag);
  }

  private static void add(
      Map<String, List<String>> flags, @Nullable Setting<?> setting, String value) {
    if (setting != null) {
      flags.computeIfAbsent(setting.name(), name -> new ArrayList<>()).add(value);
    }
  }

  private void takeFlag(String name, List<String> values) {
    Setting<?> setting = catalog.find(name);
    if (setting == null) {
      return;
    }
    if (values.size() > 1 && !setting.type().equals(SettingType.LIST)) {
      problems.add("--" + name + ": given " + values.size() + " times (expected: once)");
    }
    take(setting, String.join(",", values), Origin.FLAG, "--" + name);
  }

  private @Nullable Setting<?> known(String name, String shownAs) {
    Setting<?> setting = catalog.find(name);
    if (setting == null) {
      String nearest = NearestName.of(name, catalog.names());
      problems.add(printable(shownAs) + ": unknown setting"
          + (nearest == null ? "" : " (did you mean " + nearest + "?)"));
    }
    return setting;
  }

  /** Keeps a mistyped argument from filling the terminal. */
  private static String printable(String text) {
    String safe = text.replaceAll("\\p{Cntrl}", "?");
    return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Setting<?> setting : catalog.settings()) {
      List<String> names = new ArrayList<>(List.of(setting.name()));
      names.addAll(setting.aliases());
      for (String name : names) {
        String variable = Setting.environmentName(name);
        String value = environment.get(variable);
        if (value != null && !value.isEmpty()) {
          take(setting, value, Origin.ENVIRONMENT, variable);
        }
      }
    }
  }

  private void readFile() {
    SettingValues.Given file = given.get(CONFIG_FILE.name());
    if (file == null || catalog.find(CONFIG_FILE.name()) == null) {
      return;
    }
    Path path = Path.of(file.text());
    YamlKeys.read(path, problems).forEach((key, text) -> {
      if (catalog.find(key) == null && elsewhere.test(key)) {
        return;
      }
      Setting<?> setting = known(key, "config file " + path + ": " + key);
      if (setting != null) {
        take(setting, text, Origin.FILE, "config file " + path + ": " + key);
      }
    });
  }

  /** Keeps the value unless a stronger source gave one; checks it in any case. */
  private void take(Setting<?> setting, String text, Origin origin, String shownAs) {
    try {
      SettingValues.Given value = new SettingValues.Given(text, parse(setting, text), origin);
      given.putIfAbsent(setting.name(), value);
    } catch (IllegalArgumentException e) {
      String shown = setting.isSecret() ? "***" : printable(text);
      String expected = String.valueOf(e.getMessage());
      int at = expected.indexOf("expected: ");
      String hint = at < 0
          ? "expected: " + setting.type().name()
          : expected.substring(at).replaceAll("\\)$", "");
      problems.add(shownAs + ": " + shown + " (" + hint + ")");
    }
  }

  private static Object parse(Setting<?> setting, String text) {
    return java.util.Objects.requireNonNull(setting.type().parse(text));
  }
}
