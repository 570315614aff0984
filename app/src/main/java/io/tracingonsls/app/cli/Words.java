// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A command line cut into operands and flags.
 *
 * @param operands words that belong to no flag
 * @param flags flags with their values, as given
 */
record Words(List<String> operands, List<String> flags) {
  /** Takes up to {@code maxOperands} words as operands; the reader of settings refuses the rest. */
  static Words cut(List<String> arguments, List<Setting<?>> settings, int maxOperands) {
    Set<String> switches = new HashSet<>();
    for (Setting<?> setting : settings) {
      if (setting.type().equals(SettingType.BOOLEAN)) {
        switches.add("--" + setting.name());
        setting.aliases().forEach(alias -> switches.add("--" + alias));
      }
    }
    List<String> operands = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    boolean valueFollows = false;
    for (String argument : arguments) {
      boolean isFlag = argument.startsWith("--");
      if (argument.startsWith("-") || valueFollows || operands.size() == maxOperands) {
        flags.add(argument);
      } else {
        operands.add(argument);
      }
      valueFollows = isFlag && !argument.contains("=") && !switches.contains(argument);
    }
    return new Words(List.copyOf(operands), List.copyOf(flags));
  }
}
