// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import io.tracingonsls.logservice.client.ProtocolClient;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** All probes against one endpoint, in a project that is made for them and removed afterwards. */
public final class ConformanceRun {
  private static final long BEFORE_NOW_SECONDS = 2 * 3600;

  private final ProtocolClient client;
  private final Clock clock;

  public ConformanceRun(ProtocolClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Runs the probes whose id begins with {@code prefix}, telling the listener about each.
   *
   * @throws IOException when the project can't be made, filled or removed; the message names it, so that it can be removed by hand
   */
  public List<ProbeResult> run(String prefix, Consumer<ProbeResult> listener)
      throws IOException, InterruptedException {
    String project = "conformance-"
        + String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    long base = (clock.instant().getEpochSecond() - BEFORE_NOW_SECONDS) / 60 * 60;
    Playground playground = new Playground(client, project, base, clock);
    List<ProbeResult> results = new ArrayList<>();
    try {
      playground.fill(ProbeFiles.dataset());
      ProbeRunner runner = new ProbeRunner(playground);
      for (Probe probe : ProbeFiles.probes()) {
        if (probe.id().startsWith(prefix)) {
          ProbeResult result = runner.run(probe);
          results.add(result);
          listener.accept(result);
        }
      }
    } finally {
      playground.remove();
    }
    return results;
  }
}
