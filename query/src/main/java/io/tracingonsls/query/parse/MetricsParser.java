// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.MetricsQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parameters of {@code /api/metrics/…}; times in milliseconds. Checks run in Jaeger's order. */
public final class MetricsParser {
  private static final long DEFAULT_LOOKBACK = Duration.ofHours(1).toMillis();
  private static final long DEFAULT_STEP = Duration.ofSeconds(5).toMillis();
  private static final long DEFAULT_RATE_PER = Duration.ofMinutes(10).toMillis();
  private static final int MOST_POINTS = 11_000;
  private static final int MOST_SERVICES = 100;

  private final Clock clock;

  public MetricsParser(Clock clock) {
    this.clock = clock;
  }

  /** The quantile of a latency query, required. */
  public double quantile(Parameters parameters) {
    double quantile;
    try {
      quantile = GoNumbers.parseFloat(parameters.text("quantile"));
    } catch (BadParameterException bad) {
      throw bad.withPrefix("unable to parse param 'quantile': ");
    }
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new BadParameterException("quantile: " + quantile + " (expected: 0 to 1)");
    }
    return quantile;
  }

  public MetricsQuery parse(Parameters parameters) {
    List<String> services = services(parameters);
    boolean grouped = parameters.flag("groupByOperation");
    Set<SpanKind> kinds = kinds(parameters.all("spanKind"));
    long end = parameters.number("endTs", clock.millis(), GoNumbers::parseInt64);
    long lookback = parameters.number("lookback", DEFAULT_LOOKBACK, GoNumbers::parseInt64);
    long step = parameters.number("step", DEFAULT_STEP, GoNumbers::parseInt64);
    long ratePer = parameters.number("ratePer", DEFAULT_RATE_PER, GoNumbers::parseInt64);
    notNegative("endTs", end);
    notNegative("lookback", lookback);
    positive("step", step);
    positive("ratePer", ratePer);
    if (lookback / step > MOST_POINTS) {
      throw new BadParameterException(
          "step: " + step + " (expected: at most " + MOST_POINTS + " steps in the lookback)");
    }
    return new MetricsQuery(
        services,
        grouped,
        kinds,
        MillisRange.endingAt(end, lookback),
        Duration.ofMillis(step),
        Duration.ofMillis(ratePer));
  }

  private static List<String> services(Parameters parameters) {
    List<String> services = new ArrayList<>();
    for (String service : parameters.all("service")) {
      if (!service.isEmpty()) {
        services.add(service);
      }
    }
    if (services.isEmpty()) {
      throw new BadParameterException(
          "unable to parse param 'service': please provide at least one service name");
    }
    if (services.size() > MOST_SERVICES) {
      throw new BadParameterException(
          "service: " + services.size() + " (expected: at most " + MOST_SERVICES + ")");
    }
    return services;
  }

  private static Set<SpanKind> kinds(List<String> names) {
    if (names.isEmpty()) {
      return EnumSet.of(SpanKind.SERVER);
    }
    Set<SpanKind> kinds = EnumSet.noneOf(SpanKind.class);
    for (String name : names) {
      SpanKind kind = SpanKind.fromText(name);
      if (!kind.text().equals(name)) {
        throw new BadParameterException(
            "unable to parse param 'spanKind': unsupported span kind: '" + name + "'");
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static void notNegative(String name, long value) {
    if (value < 0) {
      throw new BadParameterException(name + ": " + value + " (expected: not negative)");
    }
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new BadParameterException(name + ": " + value + " (expected: more than 0)");
    }
  }
}
