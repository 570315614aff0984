// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/**
 * A setting of a storage backend.
 *
 * @param name dotted flag name without leading dashes, for example {@code aliyun-log.project}
 * @param kind how the text is checked and shown
 * @param defaultValue text of the default; empty when there is none
 * @param description one sentence for help texts
 */
public record StorageSetting(String name, Kind kind, String defaultValue, String description) {
  /** How a value is written. */
  public enum Kind {
    TEXT,
    INTEGER,
    BOOLEAN,
    /** Go style: {@code 90s}, {@code 1h30m}, {@code 7d}. */
    DURATION,
    /** Never shown. */
    SECRET,
    FILE
  }
}
