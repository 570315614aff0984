// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One trace of a payload group with Jaeger's answers.
 *
 * @param traceId as Jaeger's JSON spells it
 * @param spanCount spans that v1.67 stored
 * @param files golden files by version: {@code v1.67-raw}, {@code v1.67}, {@code v2.20-raw}, {@code v2.20}; empty where none was taken
 */
public record GoldenTrace(String traceId, int spanCount, Map<String, String> files) {
  public boolean has(String version) {
    return files.containsKey(version);
  }

  /** The one element of the answer's {@code data}. */
  public JsonNode trace(String version) {
    return FixtureFiles.json("payloads/" + files.get(version)).path("data").path(0);
  }
}
