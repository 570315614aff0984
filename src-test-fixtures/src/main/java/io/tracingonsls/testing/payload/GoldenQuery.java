// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The data set and the recorded answers of the query API. */
public final class GoldenQuery {
  private GoldenQuery() {}

  /** The time that the data set is built around, microseconds since the Unix epoch. */
  public static long baseMicros() {
    return index().path("baseMicros").asLong();
  }

  /** The request bodies that fill the store, in order: Thrift batches. */
  public static List<byte[]> batches() {
    List<byte[]> batches = new ArrayList<>();
    for (JsonNode file : index().path("loadOrder")) {
      batches.add(FixtureFiles.bytes("golden-query/dataset/" + file.asText()));
    }
    return batches;
  }

  /** The data set spelled out, one element per trace, in file order. */
  public static List<GoldenQueryTrace> traces() {
    List<GoldenQueryTrace> traces = new ArrayList<>();
    for (JsonNode trace : index().path("traces")) {
      String file = "golden-query/dataset/" + trace.path("file").asText();
      List<byte[]> batches = new ArrayList<>();
      for (JsonNode batch : trace.path("batches")) {
        batches.add(FixtureFiles.bytes("golden-query/dataset/" + batch.asText()));
      }
      traces.add(new GoldenQueryTrace(
          trace.path("file").asText(), FixtureFiles.json(file), List.copyOf(batches)));
    }
    return traces;
  }

  /** Every recorded request with its answers, in order. */
  public static List<GoldenQueryCase> cases() {
    List<GoldenQueryCase> cases = new ArrayList<>();
    for (JsonNode file : index().path("cases")) {
      cases.add(new GoldenQueryCase(
          file.asText(), FixtureFiles.json("golden-query/cases/" + file.asText())));
    }
    return cases;
  }

  private static JsonNode index() {
    return FixtureFiles.json("golden-query/index.json");
  }
}
