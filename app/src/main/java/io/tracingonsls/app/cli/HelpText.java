// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsHelp;
import java.util.Collection;
import java.util.Locale;

/** Help for the whole program and for one command. */
final class HelpText {
  private HelpText() {}

  static String program(Collection<Command> commands) {
    StringBuilder text =
        new StringBuilder("Usage: tracing-on-sls <command> [flags]\n\nCommands:\n");
    for (Command command : commands) {
      text.append(String.format(Locale.ROOT, "  %-14s  %s%n", command.name(), command.summary()));
    }
    return text.append("""

            tracing-on-sls <command> --help shows the flags of a command. Every flag is also an environment
            variable (upper case, _ for . and -) and a key of the YAML file that --config-file names.
            A flag wins over the environment, that over the file, that over the default.
            """).toString();
  }

  static String command(Command command, StorageProviders providers) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: tracing-on-sls ").append(command.name());
    if (!command.operands().isEmpty()) {
      text.append(' ').append(command.operands());
    }
    text.append(" [flags]\n\n").append(command.summary()).append(".\n\nExamples:\n");
    command
        .examples()
        .forEach(example -> text.append("  tracing-on-sls ").append(example).append('\n'));
    text.append('\n');
    return text.append(SettingsHelp.terminal(new SettingsCatalog(command.settings(providers))))
        .toString();
  }
}
