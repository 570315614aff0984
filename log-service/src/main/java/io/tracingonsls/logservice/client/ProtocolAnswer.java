// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came.
 *
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // answers are looked at, never compared
public record ProtocolAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ProtocolAnswer {
    headers = Map.copyOf(headers);
  }

  /** A header by lower-case name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body as JSON; a missing node when it is empty or something else. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  /** {@code errorCode} of an error answer, empty otherwise. */
  public String errorCode() {
    return json().path("errorCode").asText("");
  }

  /** {@code errorMessage} of an error answer, empty otherwise. */
  public String errorMessage() {
    return json().path("errorMessage").asText("");
  }
}
