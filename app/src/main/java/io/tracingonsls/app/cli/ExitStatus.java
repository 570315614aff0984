// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

/** What the process answers to the shell. */
public final class ExitStatus {
  /** Done. */
  public static final int OK = 0;

  /** The command could not do its work. */
  public static final int FAILED = 1;

  /** The command line, a setting or the surroundings are wrong, and nothing was done. */
  public static final int USAGE = 2;

  private ExitStatus() {}
}
