// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.storage.StorageException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command line. What the user got wrong is one line each on {@code err} and {@link ExitStatus#USAGE}; what went wrong in spite of the
 * user is one line and {@link ExitStatus#FAILED}.
 */
public final class Program {
  private static final String NAME = "tracing-on-sls";

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Clock clock;

  public Program(
      List<Command> commands, Terminal terminal, Map<String, String> environment, Clock clock) {
    commands.forEach(command -> this.commands.put(command.name(), command));
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** Runs and returns the exit status. */
  public int run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (SettingsException wrong) {
      wrong.problems().forEach(this::complain);
      return ExitStatus.USAGE;
    } catch (UsageException wrong) {
      complain(String.valueOf(wrong.getMessage()));
      return ExitStatus.USAGE;
    } catch (StorageException failed) {
      complain("storage: " + failed.getMessage());
      return ExitStatus.FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    } catch (Exception failed) {
      complain(failed.toString());
      return ExitStatus.FAILED;
    }
  }

  private int dispatch(List<String> arguments) throws Exception {
    String first = arguments.isEmpty() ? "help" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
      return help(rest.isEmpty() ? null : rest.get(0));
    }
    Command command = command(first.equals("--version") || first.equals("-V") ? "version" : first);
    if (rest.contains("--help") || rest.contains("-h")) {
      return help(command.name());
    }
    StorageProviders providers = StorageProviders.find(rest, environment);
    List<Setting<?>> settings = command.settings(providers);
    Words words = Words.cut(rest, settings, command.maxOperands());
    SettingValues values = SettingsReader.read(
        new SettingsCatalog(settings),
        words.flags(),
        environment,
        key -> isSettingOfAnother(key, providers));
    return command.run(
        new Invocation(values, words.operands(), providers, environment, terminal, clock));
  }

  /** One file may serve all commands: {@code check} and {@code import} read that of the collector. */
  private boolean isSettingOfAnother(String key, StorageProviders providers) {
    return commands.values().stream()
        .flatMap(command -> command.settings(providers).stream())
        .anyMatch(setting -> setting.name().equals(key) || setting.aliases().contains(key));
  }

  private int help(@Nullable String name) {
    if (name == null) {
      terminal.out().print(HelpText.program(commands.values()));
    } else {
      StorageProviders providers = StorageProviders.find(List.of(), environment);
      terminal.out().print(HelpText.command(command(name), providers));
    }
    return ExitStatus.OK;
  }

  private Command command(String name) {
    Command command = commands.get(name);
    if (command == null) {
      List<String> known = new ArrayList<>(commands.keySet());
      known.add("help");
      throw new UsageException(
          "command: " + printable(name) + " (expected: one of " + String.join(", ", known) + ")");
    }
    return command;
  }

  private void complain(String line) {
    terminal.err().println(NAME + ": " + line);
  }

  private static String printable(String text) {
    String safe = text.replaceAll("\\p{Cntrl}", "?");
    return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
  }
}
