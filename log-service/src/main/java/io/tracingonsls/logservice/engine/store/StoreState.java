// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a Logstore's logs are at one moment; every log is in exactly one of the three. Immutable, replaced as a whole.
 *
 * @param sealed files, in order of arrival
 * @param frozen full segments being written, in order
 * @param open takes new logs
 */
record StoreState(List<SealedSegment> sealed, List<Frozen> frozen, OpenSegment open) {
  StoreState {
    sealed = List.copyOf(sealed);
    frozen = List.copyOf(frozen);
  }

  /** The open segment is frozen and a new one takes over. */
  StoreState rotate(Frozen full, OpenSegment next) {
    List<Frozen> more = new ArrayList<>(frozen);
    more.add(full);
    return new StoreState(sealed, more, next);
  }

  /** The first frozen segment has become a file. */
  StoreState sealFirst(List<SealedSegment> asFile) {
    List<SealedSegment> more = new ArrayList<>(sealed);
    more.addAll(asFile);
    return new StoreState(more, frozen.subList(1, frozen.size()), open);
  }

  /** Files were replaced by others, which take the place of the first. */
  StoreState replace(List<SealedSegment> old, List<SealedSegment> by) {
    Set<SealedSegment> gone = new HashSet<>(old);
    List<SealedSegment> result = new ArrayList<>();
    boolean placed = false;
    for (SealedSegment segment : sealed) {
      if (!gone.contains(segment)) {
        result.add(segment);
      } else if (!placed) {
        result.addAll(by);
        placed = true;
      }
    }
    return new StoreState(result, frozen, open);
  }

  List<Long> sealedIds() {
    return sealed.stream().map(segment -> segment.meta().id()).toList();
  }
}
