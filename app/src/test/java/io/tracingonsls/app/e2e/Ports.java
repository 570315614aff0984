// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.serve.ServeCommand;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Command lines whose listeners take any free port, except those that the test gives. */
final class Ports {
  private Ports() {}

  static String[] anyFree(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (Command known : ServeCommand.all()) {
      if (known.name().equals(command)) {
        for (Setting<?> setting : known.settings(StorageProviders.find(List.of(), Map.of()))) {
          String flag = "--" + setting.name();
          boolean given = Arrays.stream(more).anyMatch(word -> word.startsWith(flag));
          boolean address = setting.type().equals(SettingType.HOST_PORT)
              || setting.type().equals(SettingType.LISTENER);
          if (address && !given) {
            arguments.add(flag + "=:0");
          }
        }
      }
    }
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
