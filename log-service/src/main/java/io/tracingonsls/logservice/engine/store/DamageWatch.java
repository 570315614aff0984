// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.segment.SealedSegment;
import org.jspecify.annotations.Nullable;

/** Takes reports of damage from any thread to the sealer, once there is one. */
final class DamageWatch {
  private final SerialLane background;
  private volatile @Nullable Sealer sealer;

  DamageWatch(SerialLane background) {
    this.background = background;
  }

  void start(Sealer target) {
    sealer = target;
  }

  void damaged(SealedSegment segment, String reason) {
    Sealer target = sealer;
    if (target != null) {
      target.hide(segment, reason, background);
    }
  }
}
