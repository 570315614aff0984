// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of a strategies file by Jaeger's rules: unknown types become probabilistic with the default probability;
 * operations can only be probabilistic; the default strategy's operations also hold for services that do not name them.
 */
record ParsedStrategies(SamplingStrategy defaultStrategy, Map<String, SamplingStrategy> byService)
    implements SamplingStrategies {
  private static final Logger LOG = LoggerFactory.getLogger(ParsedStrategies.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public SamplingStrategy strategyFor(String service) {
    return byService.getOrDefault(service, defaultStrategy);
  }

  /** The strategy of a service that the file names; null for others. */
  @Nullable
  SamplingStrategy named(String service) {
    return byService.get(service);
  }

  /** Reads the file's bytes; none, and {@code null}, mean defaults. */
  static ParsedStrategies parse(byte[] json, double defaultProbability) throws IOException {
    SamplingStrategy fallback = SamplingStrategy.probabilistic(defaultProbability);
    JsonNode root;
    try {
      root = json.length == 0 ? JSON.nullNode() : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (root.isNull() || root.isMissingNode()) {
      return new ParsedStrategies(fallback, Map.of());
    }
    if (!root.isObject()) {
      throw new IOException("not a JSON object");
    }
    JsonNode defaultNode = root.path("default_strategy");
    SamplingStrategy defaultStrategy =
        defaultNode.isObject() ? strategy(defaultNode, defaultProbability) : fallback;
    Map<String, SamplingStrategy> byService = new HashMap<>();
    for (JsonNode node : root.path("service_strategies")) {
      SamplingStrategy own = strategy(node, defaultProbability);
      byService.put(node.path("service").asText(), merged(own, defaultStrategy.operations()));
    }
    return new ParsedStrategies(defaultStrategy, byService);
  }

  private static SamplingStrategy strategy(JsonNode node, double defaultProbability) {
    double param = node.path("param").asDouble();
    SamplingStrategy plain = switch (node.path("type").asText()) {
      case "probabilistic" -> SamplingStrategy.probabilistic(param);
      case "ratelimiting" -> SamplingStrategy.rateLimiting((int) param);
      default -> {
        LOG.warn("sampling strategies: unknown type, using probability {}", defaultProbability);
        yield SamplingStrategy.probabilistic(defaultProbability);
      }
    };
    JsonNode operations = node.path("operation_strategies");
    return operations.isEmpty()
        ? plain
        : plain.withOperations(operations(operations, plain, defaultProbability));
  }

  private static SamplingStrategy.PerOperation operations(
      JsonNode nodes, SamplingStrategy own, double defaultProbability) {
    List<SamplingStrategy.Operation> operations = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.path("type").asText().equals("ratelimiting")) {
        LOG.warn("sampling strategies: operations can only be probabilistic, one is left out");
        continue;
      }
      boolean known = node.path("type").asText().equals("probabilistic");
      double rate = known ? node.path("param").asDouble() : defaultProbability;
      operations.add(new SamplingStrategy.Operation(node.path("operation").asText(), rate));
    }
    boolean probabilistic = own.type() == SamplingStrategy.Type.PROBABILISTIC;
    return new SamplingStrategy.PerOperation(
        probabilistic ? own.samplingRate() : defaultProbability, 0, operations);
  }

  /** Appends the default's operations that the service does not name. */
  private static SamplingStrategy merged(
      SamplingStrategy own, SamplingStrategy.@Nullable PerOperation defaults) {
    if (defaults == null) {
      return own;
    }
    SamplingStrategy.PerOperation mine = own.operations();
    if (mine == null) {
      boolean probabilistic = own.type() == SamplingStrategy.Type.PROBABILISTIC;
      double probability = probabilistic ? own.samplingRate() : defaults.defaultProbability();
      return own.withOperations(new SamplingStrategy.PerOperation(
          probability, defaults.lowerBoundTracesPerSecond(), defaults.operations()));
    }
    Set<String> named = new HashSet<>();
    mine.operations().forEach(operation -> named.add(operation.name()));
    List<SamplingStrategy.Operation> all = new ArrayList<>(mine.operations());
    defaults.operations().stream()
        .filter(operation -> !named.contains(operation.name()))
        .forEach(all::add);
    return own.withOperations(new SamplingStrategy.PerOperation(
        mine.defaultProbability(), mine.lowerBoundTracesPerSecond(), all));
  }
}
