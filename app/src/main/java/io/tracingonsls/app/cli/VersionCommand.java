// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import java.util.List;

/** Prints what is running on what. */
public final class VersionCommand implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "Print the version of the program and of Java";
  }

  @Override
  public List<String> examples() {
    return List.of("version");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    return List.of();
  }

  @Override
  public int run(Invocation invocation) {
    invocation.terminal().out().println(ProgramVersion.current().line());
    return ExitStatus.OK;
  }
}
