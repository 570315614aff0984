// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A strategy as clients read it: numbers are always there, parts that do not apply are left out. */
public final class SamplingJson {
  private static final JsonFactory JSON = new JsonFactory();

  private SamplingJson() {}

  /**
   * The JSON.
   *
   * @param numericType the type as 0 or 1 instead of its name
   */
  public static byte[] encode(SamplingStrategy strategy, boolean numericType) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (numericType) {
        json.writeNumberField("strategyType", strategy.type().number());
      } else {
        json.writeStringField("strategyType", strategy.type().name());
      }
      if (strategy.hasSamplingRate()) {
        probabilistic(strategy.samplingRate(), json);
      } else if (strategy.type() == SamplingStrategy.Type.RATE_LIMITING) {
        json.writeObjectFieldStart("rateLimitingSampling");
        json.writeNumberField("maxTracesPerSecond", strategy.maxTracesPerSecond());
        json.writeEndObject();
      }
      SamplingStrategy.PerOperation operations = strategy.operations();
      if (operations != null) {
        operations(operations, json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void probabilistic(double rate, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("probabilisticSampling");
    number("samplingRate", rate, json);
    json.writeEndObject();
  }

  private static void operations(SamplingStrategy.PerOperation operations, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("operationSampling");
    number("defaultSamplingProbability", operations.defaultProbability(), json);
    number("defaultLowerBoundTracesPerSecond", operations.lowerBoundTracesPerSecond(), json);
    json.writeArrayFieldStart("perOperationStrategies");
    for (SamplingStrategy.Operation operation : operations.operations()) {
      json.writeStartObject();
      json.writeStringField("operation", operation.name());
      probabilistic(operation.samplingRate(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    number("defaultUpperBoundTracesPerSecond", 0, json);
    json.writeEndObject();
  }

  /** Whole numbers without decimals, as Go writes them. */
  private static void number(String name, double value, JsonGenerator json) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumberField(name, (long) value);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
