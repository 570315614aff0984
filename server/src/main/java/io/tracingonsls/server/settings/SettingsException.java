// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.util.List;

/** Settings are wrong. The message has one line per problem, each naming the setting, where it came from and what was expected. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Made from one or more problems. */
  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, without secrets. */
  public List<String> problems() {
    return problems;
  }
}
