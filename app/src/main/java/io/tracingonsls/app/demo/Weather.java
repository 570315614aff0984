// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

/**
 * How the shop fares at a moment.
 *
 * @param visitsPerSecond expected visits
 * @param slowness factor on the ratings service's latency
 * @param ratingsErrorShare share of the ratings calls that fail
 */
record Weather(double visitsPerSecond, double slowness, double ratingsErrorShare) {
  private static final int PERIOD_SECONDS = 2_700;
  private static final int INCIDENT_FROM = 900;
  private static final int INCIDENT_TO = 1_200;

  /** Load swells and ebbs over minutes; every 45 minutes ratings has five bad ones. */
  static Weather at(long epochSecond) {
    double wave = Math.sin(2 * Math.PI * Math.floorMod(epochSecond, 1_200) / 1_200.0);
    long phase = Math.floorMod(epochSecond, PERIOD_SECONDS);
    boolean incident = phase >= INCIDENT_FROM && phase < INCIDENT_TO;
    return new Weather(0.6 + 0.3 * wave, incident ? 6 : 1, incident ? 0.35 : 0.01);
  }
}
