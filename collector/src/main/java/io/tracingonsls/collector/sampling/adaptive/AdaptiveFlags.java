// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags of adaptive sampling, as Jaeger has them; the first one is Jaeger's environment variable SAMPLING_CONFIG_TYPE. */
public final class AdaptiveFlags {
  private static final String GROUP = "Sampling";
  private static final AdaptiveSettings DEFAULTS = AdaptiveSettings.DEFAULTS;

  private static final Setting<String> TYPE = Setting.text("sampling-config.type", "file")
      .group(GROUP)
      .describe("Where strategies come from: file, or adaptive for probabilities that follow the"
          + " traffic of each operation; services that the strategies file names keep theirs.");
  private static final Setting<Double> TARGET = number(
      "target-samples-per-second",
      DEFAULTS.targetSamplesPerSecond(),
      "Adaptive: samples that each operation should give.");
  private static final Setting<Double> TOLERANCE = number(
      "delta-tolerance",
      DEFAULTS.deltaTolerance(),
      "Adaptive: share by which the target may be missed without a change.");
  private static final Setting<Integer> BUCKETS = Setting.integer(
          "sampling.buckets-for-calculation", DEFAULTS.bucketsForCalculation())
      .group(GROUP)
      .describe("Adaptive: intervals whose rates are averaged, later ones weighing more.");
  private static final Setting<Duration> INTERVAL = Setting.duration(
          "sampling.calculation-interval", "1m")
      .group(GROUP)
      .describe("Adaptive: how often probabilities are computed.");
  private static final Setting<Integer> AGGREGATION = Setting.integer(
          "sampling.aggregation-buckets", DEFAULTS.aggregationBuckets())
      .group(GROUP)
      .describe("Adaptive: intervals without spans after which an operation is forgotten.");
  private static final Setting<Duration> DELAY = Setting.duration("sampling.delay", "2m")
      .group(GROUP)
      .describe("Adaptive: how long after its end an interval waits for the counts of all"
          + " collectors.");
  private static final Setting<Double> INITIAL = number(
      "initial-sampling-probability",
      DEFAULTS.initialProbability(),
      "Adaptive: probability of operations that nothing is known about.");
  private static final Setting<Double> MINIMUM = number(
      "min-sampling-probability",
      DEFAULTS.minProbability(),
      "Adaptive: below this no probability goes.");
  private static final Setting<Double> LOWER_BOUND = number(
      "min-samples-per-second",
      DEFAULTS.minSamplesPerSecond(),
      "Adaptive: samples that clients take of each operation whatever the probability.");

  private AdaptiveFlags() {}

  private static Setting<Double> number(String name, double fallback, String text) {
    return Setting.number("sampling." + name, fallback).group(GROUP).describe(text);
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return List.of(
        TYPE,
        TARGET,
        TOLERANCE,
        BUCKETS,
        INTERVAL,
        AGGREGATION,
        DELAY,
        INITIAL,
        MINIMUM,
        LOWER_BOUND);
  }

  /**
   * The settings that the values ask for; null when sampling is not adaptive.
   *
   * @throws SettingsException when a value is bad
   */
  public static @Nullable AdaptiveSettings read(SettingValues values) {
    String type = values.get(TYPE);
    if (type.equals("file")) {
      return null;
    }
    if (!type.equals("adaptive")) {
      throw new SettingsException(
          List.of("--" + TYPE.name() + ": " + type + " (expected: file or adaptive)"));
    }
    try {
      return new AdaptiveSettings(
          values.get(TARGET),
          values.get(TOLERANCE),
          values.get(BUCKETS),
          values.get(INTERVAL),
          values.get(AGGREGATION),
          values.get(DELAY),
          values.get(INITIAL),
          values.get(MINIMUM),
          values.get(LOWER_BOUND));
    } catch (IllegalArgumentException bad) {
      throw new SettingsException(List.of("--" + bad.getMessage()));
    }
  }
}
