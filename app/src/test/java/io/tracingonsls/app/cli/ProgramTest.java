// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.app.logs.LogsCommand;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  private static final Setting<Integer> COUNT =
      Setting.integer("probe.count", 1).group("Probe").describe("A number.");
  private static final Setting<Boolean> LOUD =
      Setting.bool("probe.loud", false).group("Probe").describe("A switch.");

  @TempDir
  private Path dir;

  private final CapturedTerminal terminal = new CapturedTerminal();

  @Test
  void noArguments_showsTheCommands() {
    assertThat(run()).isEqualTo(ExitStatus.OK);
    assertThat(terminal.out()).contains("Usage:", "probe", "Prove that");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void helpOfACommand_showsItsFlagsAndExamples() {
    assertThat(run("probe", "--help")).isEqualTo(ExitStatus.OK);
    String viaFlag = terminal.out();
    assertThat(viaFlag)
        .contains("--probe.count", "(default 1)", "tracing-on-sls probe x --probe.loud");
    CapturedTerminal second = new CapturedTerminal();
    program(second, Map.of()).run(List.of("help", "probe"));
    assertThat(second.out()).isEqualTo(viaFlag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "probe --unknown=1",
        "probe --probe.count=many",
        "probe --probe.count",
        "probe a b",
        "probe -x",
        "help nonsense",
        "probe --span-storage.type nowhere",
        "probe --plugin-dir /no/such/directory"
      })
  void whatIsWrong_isOneLineAndStatus2(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(ExitStatus.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines()).singleElement().asString().startsWith("tracing-on-sls: ");
  }

  @Test
  void unknownStorage_namesThoseAvailable() {
    run("probe", "--span-storage.type", "nowhere");
    assertThat(terminal.err()).contains("local", "aliyun-log");
  }

  @Test
  void flag_winsOverEnvironment_thatOverFile() throws Exception {
    Path file = Files.writeString(dir.resolve("c.yaml"), "probe:\n  count: 3\nprobe.loud: true\n");
    String config = "--config-file=" + file;
    assertThat(run("probe", config)).isZero();
    assertThat(terminal.out()).isEqualTo("count=3 loud=true operands=[]\n");
    CapturedTerminal second = new CapturedTerminal();
    program(second, Map.of("PROBE_COUNT", "5")).run(List.of("probe", config, "--probe.loud=false"));
    assertThat(second.out()).isEqualTo("count=5 loud=false operands=[]\n");
    CapturedTerminal third = new CapturedTerminal();
    program(third, Map.of("PROBE_COUNT", "5")).run(List.of("probe", "--probe.count", "7"));
    assertThat(third.out()).isEqualTo("count=7 loud=false operands=[]\n");
  }

  @Test
  void unknownYamlKey_isStatus2() throws Exception {
    Path file = Files.writeString(dir.resolve("c.yaml"), "probe:\n  size: 3\n");
    assertThat(run("probe", "--config-file=" + file)).isEqualTo(ExitStatus.USAGE);
    assertThat(terminal.err()).contains("probe.size");
  }

  @Test
  void fileOfAnotherCommand_serves() throws Exception {
    Path file = Files.writeString(
        dir.resolve("c.yaml"), "probe.count: 3\ntimeout: 5s\naliyun-log:\n  spool: true\n");
    Program program = new Program(
        List.of(new ProbeCommand(), new LogsCommand()),
        terminal.terminal(),
        Map.of(),
        Clock.systemUTC());
    assertThat(program.run(List.of("probe", "--config-file=" + file))).isEqualTo(ExitStatus.OK);
    assertThat(terminal.out()).startsWith("count=3 ");
    assertThat(program.run(List.of("probe", "--timeout=5s"))).isEqualTo(ExitStatus.USAGE);
    Files.writeString(file, "timeuot: 5s\n");
    assertThat(program.run(List.of("probe", "--config-file=" + file))).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void operand_standsBeforeOrBehindFlags() {
    run("probe", "--probe.loud", "word", "--probe.count", "2");
    assertThat(terminal.out()).isEqualTo("count=2 loud=true operands=[word]\n");
  }

  @Test
  void failure_isOneLineAndStatus1() {
    assertThat(run("probe", "fail")).isEqualTo(ExitStatus.FAILED);
    assertThat(terminal.err()).isEqualTo("tracing-on-sls: storage: it is away\n");
  }

  private int run(String... arguments) {
    return program(terminal, Map.of()).run(List.of(arguments));
  }

  private static Program program(CapturedTerminal terminal, Map<String, String> environment) {
    return new Program(
        List.of(new ProbeCommand()), terminal.terminal(), environment, Clock.systemUTC());
  }

  private static final class ProbeCommand implements Command {
    @Override
    public String name() {
      return "probe";
    }

    @Override
    public String summary() {
      return "Prove that arguments arrive";
    }

    @Override
    public int maxOperands() {
      return 1;
    }

    @Override
    public List<String> examples() {
      return List.of("probe x --probe.loud");
    }

    @Override
    public List<Setting<?>> settings(StorageProviders providers) {
      List<Setting<?>> settings = new ArrayList<>(List.of(COUNT, LOUD, SettingsReader.CONFIG_FILE));
      settings.addAll(StorageSettings.all(providers));
      return settings;
    }

    @Override
    public int run(Invocation invocation) {
      if (invocation.operands().contains("fail")) {
        throw new StorageException(StorageError.UNAVAILABLE, "it is away");
      }
      invocation.providers().get(invocation.values().get(StorageSettings.TYPE));
      invocation
          .terminal()
          .out()
          .print("count=" + invocation.values().get(COUNT) + " loud="
              + invocation.values().get(LOUD) + " operands=" + invocation.operands() + "\n");
      return ExitStatus.OK;
    }
  }
}
