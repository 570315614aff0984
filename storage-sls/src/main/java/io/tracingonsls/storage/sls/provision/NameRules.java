// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

/** The naming rules of Log Service, each with its own message. */
public final class NameRules {
  private static final int MIN = 3;
  private static final int MAX = 63;

  private NameRules() {}

  /**
   * Project: 3 to 63 characters, lower-case letters, digits and hyphens, a letter or digit at both ends.
   *
   * @throws IllegalArgumentException naming the rule that failed
   */
  public static void checkProject(String setting, String name) {
    check(setting, name, false);
  }

  /**
   * Logstore: as a project, and underscores.
   *
   * @throws IllegalArgumentException naming the rule that failed
   */
  public static void checkLogstore(String setting, String name) {
    check(setting, name, true);
  }

  private static void check(String setting, String name, boolean underscore) {
    if (name.length() < MIN || name.length() > MAX) {
      throw broken(setting, name, MIN + " to " + MAX + " characters, this has " + name.length());
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && !(underscore && c == '_')) {
        throw broken(
            setting,
            name,
            underscore
                ? "only lower-case letters, digits, hyphens and underscores"
                : "only lower-case letters, digits and hyphens");
      }
    }
    if (!isAlphanumeric(name.charAt(0))) {
      throw broken(setting, name, "a lower-case letter or digit at the start");
    }
    if (!isAlphanumeric(name.charAt(name.length() - 1))) {
      throw broken(setting, name, "a lower-case letter or digit at the end");
    }
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static IllegalArgumentException broken(String setting, String name, String rule) {
    String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return new IllegalArgumentException(
        setting + ": " + shown.replaceAll("\\p{Cntrl}", "?") + " (expected: " + rule + ")");
  }
}
