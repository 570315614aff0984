// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** A JSON object in the making that exists only once it has a member. Not thread-safe. */
final class ExtObject {
  private final RowBytes json;
  private final int start;
  private boolean opened;

  /** Writes to the end of {@code json}; nothing else may until {@link #close()}. */
  ExtObject(RowBytes json) {
    this.json = json;
    this.start = json.size();
  }

  /** Starts a member; its value has to follow. */
  RowBytes member(String name) {
    json.put(opened ? ',' : '{');
    opened = true;
    return json.jsonString(name).put(':');
  }

  void number(String name, long value) {
    if (value != 0) {
      member(name).decimal(value);
    }
  }

  void text(String name, String value) {
    if (!value.isEmpty()) {
      member(name).jsonString(value);
    }
  }

  boolean isEmpty() {
    return !opened;
  }

  void close() {
    if (opened) {
      json.put('}');
    } else {
      json.truncate(start);
    }
  }
}
