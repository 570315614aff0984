// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.settings.Setting;
import java.util.List;

/** Settings of demo traffic. */
final class DemoFlags {
  private static final String GROUP = "Demo";

  static final Setting<Boolean> DEMO = Setting.bool("demo", false)
      .group(GROUP)
      .describe(
          "Write demo traffic: an hour of history at once, then live. Every span's process has the tag demo=true.");
  static final Setting<Integer> SEED = Setting.integer("demo.seed", 1)
      .group(GROUP)
      .describe("The same seed gives the same traffic at the same time of day.");

  private DemoFlags() {}

  static List<Setting<?>> all() {
    return List.of(DEMO, SEED);
  }
}
