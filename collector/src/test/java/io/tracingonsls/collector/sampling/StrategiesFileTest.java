// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategiesFileTest {
  private static final String FILE = """
      {"default_strategy": {"type": "probabilistic", "param": 0.5,
         "operation_strategies": [{"operation": "/health", "type": "probabilistic", "param": 0.0}]},
       "service_strategies": [
         {"service": "foo", "type": "probabilistic", "param": 0.8,
          "operation_strategies": [{"operation": "op1", "type": "probabilistic", "param": 0.2},
                                   {"operation": "op2", "type": "ratelimiting", "param": 2}]},
         {"service": "bar", "type": "ratelimiting", "param": 5.9},
         {"service": "odd", "type": "other", "param": 1}]}
      """;

  @TempDir
  Path directory;

  private static String json(SamplingStrategies strategies, String service) {
    return new String(SamplingJson.encode(strategies.strategyFor(service), false), UTF_8);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("strategies.json"), text);
  }

  private StrategiesFile open(String text) throws IOException {
    return StrategiesFile.open(write(text).toString(), 0.001);
  }

  @Test
  void mergesTheDefaultsOperations() throws IOException {
    StrategiesFile strategies = open(FILE);
    assertThat(json(strategies, "foo"))
        .isEqualTo(
            "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.8},"
                + "\"operationSampling\":{\"defaultSamplingProbability\":0.8,\"defaultLowerBoundTracesPerSecond\":0,"
                + "\"perOperationStrategies\":[{\"operation\":\"op1\",\"probabilisticSampling\":{\"samplingRate\":0.2}},"
                + "{\"operation\":\"/health\",\"probabilisticSampling\":{\"samplingRate\":0}}],"
                + "\"defaultUpperBoundTracesPerSecond\":0}}");
    assertThat(json(strategies, "bar"))
        .startsWith(
            "{\"strategyType\":\"RATE_LIMITING\",\"rateLimitingSampling\":{\"maxTracesPerSecond\":5},")
        .contains("\"defaultSamplingProbability\":0.5");
    assertThat(json(strategies, "odd")).contains("\"samplingRate\":0.001");
    assertThat(json(strategies, "unknown")).contains("\"samplingRate\":0.5").contains("/health");
  }

  @Test
  void usesTheDefault_withoutFile_andForNull() throws IOException {
    String expected =
        "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.001}}";
    assertThat(json(StrategiesFile.open("", 0.001), "any")).isEqualTo(expected);
    assertThat(json(open("null"), "any")).isEqualTo(expected);
  }

  @Test
  void refusesToStart_withAFileThatCannotBeUsed() throws IOException {
    assertThatThrownBy(() -> open("{"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("strategies.json");
    assertThatThrownBy(() -> open("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> StrategiesFile.open("/nowhere.json", 0.1))
        .isInstanceOf(IOException.class);
  }

  @Test
  void reloadsChanges_andKeepsTheOldOnErrors() throws IOException {
    StrategiesFile strategies = open(FILE);
    write("{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":0.25}}");
    strategies.reload();
    assertThat(json(strategies, "foo")).contains("0.25");
    write("{ broken");
    strategies.reload();
    assertThat(json(strategies, "foo")).contains("0.25");
    Files.delete(directory.resolve("strategies.json"));
    strategies.reload();
    assertThat(json(strategies, "foo")).contains("0.25");
  }

  @Test
  void writesTheTypeAsANumber_forTheOldestClients() {
    assertThat(new String(SamplingJson.encode(SamplingStrategy.rateLimiting(5), true), UTF_8))
        .isEqualTo("{\"strategyType\":1,\"rateLimitingSampling\":{\"maxTracesPerSecond\":5}}");
  }
}
