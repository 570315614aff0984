// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/**
 * Whether a store answers.
 *
 * @param detail one sentence; what is wrong and what to do when it is down
 */
public record Health(boolean up, String detail) {
  public static final Health UP = new Health(true, "ok");

  public static Health down(String detail) {
    return new Health(false, detail);
  }
}
