// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import java.util.List;

/** One command of the program. Stateless. */
public interface Command {
  /** The word that selects it. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** What stands behind the name in its usage line; empty when only flags may. */
  default String operands() {
    return "";
  }

  /** How many words without dashes it takes. */
  default int maxOperands() {
    return 0;
  }

  /** Command lines to copy, without the program's name. */
  List<String> examples();

  /** Its settings, in the order of the help text, those of the storages included where it uses one. */
  List<Setting<?>> settings(StorageProviders providers);

  /**
   * Does the work; blocks until it is done or, for a server, until the process ends.
   *
   * @return one of {@link ExitStatus}
   * @throws UsageException if the user has to change something first
   */
  int run(Invocation invocation) throws Exception;
}
