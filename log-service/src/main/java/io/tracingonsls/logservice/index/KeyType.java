// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The four types a field index can have. */
public enum KeyType {
  TEXT,
  LONG,
  DOUBLE,
  JSON;

  /** The type named {@code name} as the wire protocol writes it, or null. */
  public static @Nullable KeyType parse(String name) {
    for (KeyType type : values()) {
      if (type.wireName().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** {@code text}, {@code long}, {@code double} or {@code json}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are compared as numbers. */
  public boolean isNumeric() {
    return this == LONG || this == DOUBLE;
  }
}
