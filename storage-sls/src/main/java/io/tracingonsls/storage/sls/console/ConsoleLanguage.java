// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

/** The language of titles and descriptions. */
public enum ConsoleLanguage {
  ENGLISH("en"),
  CHINESE("zh");

  private final String text;

  ConsoleLanguage(String text) {
    this.text = text;
  }

  /** The value of settings that selects it. */
  public String text() {
    return text;
  }

  String of(String english, String chinese) {
    return this == CHINESE ? chinese : english;
  }
}
