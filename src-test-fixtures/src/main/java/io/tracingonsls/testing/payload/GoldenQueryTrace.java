// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One trace of the query data set.
 *
 * @param file the JSON file's name
 * @param description the trace spelled out, as the README of the folder explains
 * @param batches its request bodies, in order
 */
public record GoldenQueryTrace(String file, JsonNode description, List<byte[]> batches) {
  @Override
  public String toString() {
    return file;
  }
}
