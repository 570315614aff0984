// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

/**
 * One step of a check and how it ended. Holds no secret.
 *
 * @param detail what was found
 * @param fix what to do; empty unless it failed or warns
 */
public record CheckStep(String name, Result result, String detail, String fix) {
  /** How a step ended. */
  public enum Result {
    OK,
    /** Works, but deserves a look. */
    WARNING,
    FAILED,
    /** Not tried, because an earlier step failed or there is nothing to try. */
    SKIPPED
  }

  public static CheckStep ok(String name, String detail) {
    return new CheckStep(name, Result.OK, detail, "");
  }

  public static CheckStep warning(String name, String detail, String fix) {
    return new CheckStep(name, Result.WARNING, detail, fix);
  }

  public static CheckStep failed(String name, String detail, String fix) {
    return new CheckStep(name, Result.FAILED, detail, fix);
  }

  public static CheckStep skipped(String name, String why) {
    return new CheckStep(name, Result.SKIPPED, why, "");
  }
}
