// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a planned relation. Remembers whether anybody refers to it, so that joins keep only what is needed. */
final class Field {
  private static final String IDENTITY = "\0";

  private final @Nullable String qualifier;
  private final String name;
  private final SqlType type;
  private boolean used;

  Field(@Nullable String qualifier, String name, SqlType type) {
    this.qualifier = qualifier;
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  /** A name no text of a query can contain, for references that must not depend on how names are resolved. */
  String identity() {
    return IDENTITY + System.identityHashCode(this) + IDENTITY + name;
  }

  SqlType type() {
    return type;
  }

  boolean used() {
    return used;
  }

  /** Forgets references so far: they were met below the operator that asks {@link #used}. */
  void unuse() {
    used = false;
  }

  void use() {
    used = true;
  }

  /** The name of the hidden field that holds a member of a JSON field of the log. */
  static String leafName(String field, String member) {
    return IDENTITY + field.toLowerCase(Locale.ROOT) + IDENTITY + member;
  }

  /** Whether {@code select *} leaves it out. */
  boolean hidden() {
    return name.startsWith(IDENTITY);
  }

  /** Whether a single-part name means this field. */
  boolean hasName(String wanted) {
    if (wanted.startsWith(IDENTITY)) {
      return wanted.equals(name) || wanted.equals(identity());
    }
    return wanted.equalsIgnoreCase(name);
  }

  boolean hasQualifier(String wanted) {
    return wanted.equalsIgnoreCase(qualifier);
  }
}
