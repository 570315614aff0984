// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One recorded request with the answers of both versions.
 *
 * @param file its file's name
 * @param content the whole file, as the README of the folder explains
 */
public record GoldenQueryCase(String file, JsonNode content) {
  /** For example {@code trace-raw}. */
  public String group() {
    return content.path("group").asText();
  }

  public String name() {
    return content.path("name").asText();
  }

  public String method() {
    return content.path("request").path("method").asText();
  }

  /** Percent-encoded path with query, to be sent as it stands. */
  public String target() {
    return content.path("request").path("target").asText();
  }

  /** The recorded answer of {@code v1.67} or {@code v2.20}. */
  public JsonNode answer(String version) {
    return content.path("answers").path(version);
  }

  /** Whether bodies are to be compared in normal form. */
  public boolean isUnordered() {
    return content.path("unordered").asBoolean();
  }

  @Override
  public String toString() {
    return file;
  }
}
