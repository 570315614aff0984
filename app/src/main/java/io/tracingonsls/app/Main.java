// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app;

import io.tracingonsls.app.check.CheckCommand;
import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.Program;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.VersionCommand;
import io.tracingonsls.app.conformance.ConformanceCommand;
import io.tracingonsls.app.letters.DeadLettersCommand;
import io.tracingonsls.app.logs.LogsCommand;
import io.tracingonsls.app.provision.ProvisionCommand;
import io.tracingonsls.app.serve.ServeCommand;
import io.tracingonsls.app.transfer.ImportCommand;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Program program =
        new Program(commands(), Terminal.system(), System.getenv(), Clock.systemUTC());
    System.exit(program.run(List.of(arguments)));
  }

  /** All commands, in the order of the help text. */
  static List<Command> commands() {
    List<Command> commands = new ArrayList<>(ServeCommand.all());
    commands.add(new CheckCommand());
    commands.add(new ProvisionCommand());
    commands.add(new LogsCommand());
    commands.add(new ImportCommand());
    commands.add(new DeadLettersCommand());
    commands.add(new ConformanceCommand());
    commands.add(new VersionCommand());
    return List.copyOf(commands);
  }
}
