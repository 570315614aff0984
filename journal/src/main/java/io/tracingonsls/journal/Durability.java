// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

/** When an append counts as durable. */
public enum Durability {
  /** Once the operating system has it: survives the death of the process, not of the machine. */
  PAGE_CACHE("page-cache"),
  /** Once a file sync has covered it; all appends that wait share the next sync. Survives power loss. */
  GROUP_FSYNC("group-fsync"),
  /** Each append syncs before it returns. Survives power loss. */
  REQUEST_FSYNC("request-fsync");

  private final String text;

  Durability(String text) {
    this.text = text;
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Durability parse(String text) {
    for (Durability durability : values()) {
      if (durability.text.equals(text)) {
        return durability;
      }
    }
    throw new IllegalArgumentException(
        "durability: " + text + " (expected: page-cache, group-fsync or request-fsync)");
  }

  /** The form used in settings. */
  @Override
  public String toString() {
    return text;
  }
}
