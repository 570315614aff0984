// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

/** The value of a secret setting; prints as three stars. */
public final class Sensitive {
  private final String value;

  Sensitive(String value) {
    this.value = value;
  }

  /** The value itself; never log it. */
  public String reveal() {
    return value;
  }

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "***";
  }
}
