// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.server.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Setting<HostPort> ADDRESS = Setting.hostPort(
          "collector.http-server.host-port", "127.0.0.1:14268")
      .group("Collector")
      .describe("Where to listen.");
  private static final Setting<Integer> WORKERS = Setting.integer("collector.num-workers", 50)
      .alias("workers")
      .group("Collector")
      .describe("How many.");
  private static final Setting<Boolean> DEMO = Setting.bool("demo", false);
  private static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "5s");
  private static final Setting<List<String>> TAGS = Setting.list("collector.tags", "");
  private static final Setting<Sensitive> KEY = Setting.secret("storage.access-key");
  private static final Setting<Path> DATA = Setting.file("data-dir", "");
  private static final SettingsCatalog CATALOG = new SettingsCatalog(
      List.of(SettingsReader.CONFIG_FILE, ADDRESS, WORKERS, DEMO, TIMEOUT, TAGS, KEY, DATA));

  @TempDir
  Path directory;

  private static SettingValues read(Map<String, String> environment, String... flags) {
    return SettingsReader.read(CATALOG, List.of(flags), environment);
  }

  private String file(String yaml) throws IOException {
    return "--config-file=" + Files.writeString(directory.resolve("c.yaml"), yaml);
  }

  @Test
  void usesDefaults() {
    SettingValues values = read(Map.of());
    assertThat(values.get(ADDRESS)).isEqualTo(new HostPort("127.0.0.1", 14268));
    assertThat(values.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(values.get(TAGS)).isEmpty();
    assertThat(values.find(DATA)).isNull();
    assertThat(values.origin(ADDRESS)).isEqualTo(Origin.DEFAULT);
    assertThatThrownBy(() -> values.get(DATA)).hasMessage("--data-dir: not set (expected: path)");
  }

  @Test
  void prefersFlags_thenEnvironment_thenFile() throws IOException {
    String yaml =
        file("collector:\n  num-workers: 1\n  http-server.host-port: ':1'\ntimeout: 1m\n");
    Map<String, String> environment =
        Map.of("COLLECTOR_NUM_WORKERS", "2", "TIMEOUT", "2m", "UNKNOWN", "x");
    SettingValues values = read(environment, yaml, "--timeout", "3m");
    assertThat(values.get(TIMEOUT)).isEqualTo(Duration.ofMinutes(3));
    assertThat(values.get(WORKERS)).isEqualTo(2);
    assertThat(values.get(ADDRESS)).isEqualTo(new HostPort("127.0.0.1", 1));
    assertThat(values.origin(ADDRESS)).isEqualTo(Origin.FILE);
  }

  @Test
  void readsAliases_switches_andLists() throws IOException {
    SettingValues values = read(
        Map.of(), "--workers=7", "--demo", "--collector.tags=a=b,c=d", "--collector.tags", "e=f");
    assertThat(values.get(WORKERS)).isEqualTo(7);
    assertThat(values.get(DEMO)).isTrue();
    assertThat(values.get(TAGS)).containsExactly("a=b", "c=d", "e=f");
    assertThat(read(Map.of(), "--demo", "false").get(DEMO)).isFalse();
    assertThat(read(Map.of(), file("collector.tags: [x=1, y=2]")).get(TAGS))
        .containsExactly("x=1", "y=2");
  }

  @Test
  void reportsAllProblemsAtOnce_withTheNearestName() throws IOException {
    String yaml = file("collector:\n  num-worker: 1\ntimeout: soon\n");
    assertThatThrownBy(() -> read(
            Map.of("COLLECTOR_NUM_WORKERS", "many"), yaml, "--timeot=1s", "stray", "--data-dir"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.problems())
                .anyMatch(p -> p.equals("--timeot: unknown setting (did you mean timeout?)"))
                .anyMatch(p -> p.equals("stray: unexpected argument (expected: --name=value)"))
                .anyMatch(p -> p.equals("--data-dir: value missing (expected: path)"))
                .anyMatch(p -> p.equals("COLLECTOR_NUM_WORKERS: many (expected: a whole number)"))
                .anyMatch(p -> p.endsWith(
                    "collector.num-worker: unknown setting (did you mean collector.num-workers?)"))
                .anyMatch(p -> p.contains("timeout: soon (expected: a duration"))
                .hasSize(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c",
        "timeout: 1s\ntimeout: 2s",
        "[1, 2]",
        "timeout: 1s\n\"timeout\": 2s",
        "\u0001"
      })
  void reportsBrokenFiles(String yaml) throws IOException {
    String flag = file(yaml);
    assertThatThrownBy(() -> read(Map.of(), flag))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("c.yaml");
  }

  @Test
  void acceptsAnEmptyFile_andNamesAMissingOne() throws IOException {
    assertThat(read(Map.of(), file("")).get(WORKERS)).isEqualTo(50);
    assertThatThrownBy(() -> read(Map.of(), "--config-file=/nowhere/x.yaml"))
        .hasMessageContaining("/nowhere/x.yaml");
  }

  @Test
  void neverShowsSecrets() {
    SettingValues values = read(Map.of("STORAGE_ACCESS_KEY", "hunter2"));
    assertThat(values.get(KEY).reveal()).isEqualTo("hunter2");
    assertThat(values + " " + values.get(KEY)).contains("***").doesNotContain("hunter2");
    assertThat(values.texts()).containsEntry("storage.access-key", "hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "90s,90000",
    "1h30m,5400000",
    "250ms,250",
    "7d,604800000",
    "1.5s,1500",
    "0,0",
    "2m0.5s,120500"
  })
  void readsDurations(String text, long millis) {
    assertThat(DurationText.parse(text).toMillis()).isEqualTo(millis);
    assertThat(DurationText.parse(DurationText.format(Duration.ofMillis(millis))))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5s", "5 s", "s", "1x", "99999999999d", "1h30", "1..5s"})
  void refusesOtherDurations(String text) {
    assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "4096,4096",
    "64KiB,65536",
    "20MB,20000000",
    "1.5GiB,1610612736",
    "2g,2147483648",
    "0,0",
    "7b,7"
  })
  void readsSizes(String text, long bytes) {
    assertThat(BytesText.parse(text)).isEqualTo(bytes);
    assertThat(BytesText.parse(BytesText.format(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1XB", "1i", "Ki", "1e3", "99999999TiB"})
  void refusesOtherSizes(String text) {
    assertThatThrownBy(() -> BytesText.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"':9411',127.0.0.1:9411", "9411,127.0.0.1:9411", "'[::1]:5',[::1]:5", "a.b:0,a.b:0"})
  void readsAddresses(String text, String expected) {
    assertThat(HostPort.parse(text, "127.0.0.1")).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", "a:b", "::1:5", "a:65536", "a:-1", "a:1:2"})
  void refusesOtherAddresses(String text) {
    assertThatThrownBy(() -> HostPort.parse(text, "h"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesADoubleDeclaration() {
    assertThatThrownBy(
            () -> new SettingsCatalog(List.of(Setting.text("a.b", ""), Setting.text("a-b", ""))))
        .hasMessageContaining("environment name");
    assertThatThrownBy(() -> new SettingsCatalog(List.of(WORKERS, Setting.text("workers", ""))))
        .hasMessageContaining("declared once");
  }

  @Test
  void derivesHelpAndReference() {
    assertThat(SettingsHelp.terminal(CATALOG))
        .contains(
            "Collector:\n  --collector.http-server.host-port <host:port>  (default 127.0.0.1:14268)\n        Where to listen.")
        .contains("How many. Also: --workers.");
    assertThat(SettingsHelp.markdown(CATALOG))
        .contains(
            "| `collector.num-workers` | `COLLECTOR_NUM_WORKERS` | integer | `50` | How many. Also `workers`. |");
  }
}
