// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

/**
 * When alerts fire. Every threshold has to be passed twice in a row, a minute apart.
 *
 * @param errorPercent share of failed requests of one service in five minutes
 * @param p99Millis 99th percentile of the duration of one service's requests in five minutes
 * @param silentMinutes how long no span at all may arrive, 1 to 1440
 * @param actionPolicy id of the action policy that decides who is told
 */
public record AlertSettings(
    double errorPercent, long p99Millis, int silentMinutes, String actionPolicy) {
  public AlertSettings {
    if (!(errorPercent > 0 && errorPercent <= 100)) {
      throw new IllegalArgumentException(
          "error percent: " + errorPercent + " (expected: above 0, up to 100)");
    }
    if (p99Millis <= 0) {
      throw new IllegalArgumentException("p99: " + p99Millis + " ms (expected: above 0)");
    }
    if (silentMinutes < 1 || silentMinutes > 1440) {
      throw new IllegalArgumentException(
          "silence: " + silentMinutes + " minutes (expected: 1 to 1440)");
    }
  }
}
