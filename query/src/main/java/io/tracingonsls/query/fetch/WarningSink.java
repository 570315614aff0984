// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Collects what readers warn of, each sentence once and only so many. Thread-safe. */
public final class WarningSink implements Consumer<String> {
  private static final int MOST = 50;

  private final Object lock = new Object();
  private Set<String> warnings = new LinkedHashSet<>();

  @Override
  public void accept(String warning) {
    synchronized (lock) {
      if (warnings.size() < MOST) {
        warnings.add(warning);
      }
    }
  }

  /** Takes what came since the last call. */
  public List<String> drain() {
    synchronized (lock) {
      if (warnings.isEmpty()) {
        return List.of();
      }
      List<String> taken = new ArrayList<>(warnings);
      warnings = new LinkedHashSet<>();
      return taken;
    }
  }
}
