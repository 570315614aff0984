// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsHelp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/settings.md is what the declarations say; with {@code DOCS_UPDATE=true} in the environment it is written anew. */
class SettingsReferenceTest {
  private static final Path FILE = Path.of("..", "docs", "settings.md");

  @Test
  void settingsPage_isWhatTheDeclarationsSay() throws Exception {
    String page = page();
    if (Boolean.parseBoolean(System.getenv("DOCS_UPDATE"))) {
      Files.writeString(FILE, page);
    }
    assertThat(FILE)
        .as("write it anew with DOCS_UPDATE=true mvn … -Dtest=SettingsReferenceTest")
        .content()
        .isEqualTo(page);
  }

  @Test
  void everySetting_isDescribed() {
    for (Setting<?> setting : settings().values()) {
      assertThat(setting.description()).as(setting.name()).endsWith(".").hasSizeGreaterThan(5);
    }
  }

  /** Flags with a dot are ours; those of other tools have none. */
  @Test
  void everyFlagInTheDocumentation_isKnown() throws Exception {
    Map<String, Setting<?>> known = settings();
    List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
    for (String folder : List.of("docs", "charts/tracing-on-sls", "docker")) {
      try (Stream<Path> files = Files.list(Path.of("..").resolve(folder))) {
        files.filter(file -> file.toString().matches(".*\\.(md|yaml)")).forEach(pages::add);
      }
    }
    for (Path file : pages) {
      Pattern.compile("(?<![\\w-])--([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)(?![\\w.]*[*…])")
          .matcher(Files.readString(file))
          .results()
          .map(match -> match.group(1))
          .filter(name -> !name.startsWith("storage."))
          .forEach(name -> assertThat(known).as("%s: --%s", file, name).containsKey(name));
    }
  }

  private static String page() {
    StringBuilder page = new StringBuilder("""
        # Settings

        Made from the declarations in the code; do not edit. Every setting is a flag (`--name=value`), an environment variable and a YAML key. `tracing-on-sls
        <command> --help` shows those of one command with its defaults.

        """);
    page.append("| command | groups of settings |\n|---|---|\n");
    StorageProviders providers = StorageProviders.find(List.of(), Map.of());
    for (Command command : Main.commands()) {
      Map<String, Boolean> groups = new TreeMap<>();
      command.settings(providers).forEach(setting -> groups.put(setting.group(), true));
      page.append("| `").append(command.name()).append("` | ");
      page.append(groups.isEmpty() ? "none" : String.join(", ", groups.keySet()))
          .append(" |\n");
    }
    page.append('\n');
    return page.append(
                SettingsHelp.markdown(new SettingsCatalog(List.copyOf(settings().values()))))
            .toString()
            .stripTrailing()
        + "\n";
  }

  private static Map<String, Setting<?>> settings() {
    StorageProviders providers = StorageProviders.find(List.of(), Map.of());
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    for (Command command : Main.commands()) {
      command.settings(providers).forEach(setting -> settings.putIfAbsent(setting.name(), setting));
    }
    return settings;
  }
}
