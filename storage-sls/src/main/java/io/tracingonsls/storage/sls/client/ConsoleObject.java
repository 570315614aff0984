// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

/**
 * A document that Log Service keeps for its console.
 *
 * @param name unique in the project for its kind
 * @param logstore the Logstore it asks
 * @param json the body of the call that makes it, with the name in it
 */
public record ConsoleObject(Kind kind, String name, String logstore, String json) {
  /** What it is. */
  public enum Kind {
    DASHBOARD("dashboard"),
    SAVED_SEARCH("saved search"),
    ALERT("alert");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** For people: kind and name. */
  public String title() {
    return kind.text() + " " + name;
  }
}
