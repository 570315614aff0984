// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(arguments.length);
  }
}
