// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Holds the current state. The lock makes "read the state and retain its files" one step against "replace the state and release its
 * files"; it is held for neither I/O nor reading.
 */
final class StoreCell {
  private final ReentrantLock lock = new ReentrantLock();
  private StoreState state;
  private boolean closed;

  StoreCell(StoreState state) {
    this.state = state;
  }

  StoreState get() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  void update(UnaryOperator<StoreState> change) {
    lock.lock();
    try {
      state = change.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a file out; false when it is not there any more. Its reference goes to the caller. */
  boolean remove(SealedSegment segment) {
    lock.lock();
    try {
      if (closed || !state.sealed().contains(segment)) {
        return false;
      }
      state = state.replace(List.of(segment), List.of());
      return true;
    } finally {
      lock.unlock();
    }
  }

  SegmentSnapshot snapshot(long fromSeconds, long toSeconds) {
    SnapshotBuilder builder = new SnapshotBuilder(fromSeconds, toSeconds);
    StoreState current;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("logstore: closed");
      }
      current = state;
      for (SealedSegment segment : current.sealed()) {
        if (builder.overlaps(segment) && segment.retain()) {
          builder.hold(segment);
        }
      }
    } finally {
      lock.unlock();
    }
    return builder.build(current.frozen(), current.open());
  }

  /** Retains the files of the state and passes it; the caller releases them. */
  StoreState retained() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("logstore: closed");
      }
      state.sealed().forEach(SealedSegment::retain);
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further readers and gives the files' own references back; with {@code doom} they are deleted. */
  void close(boolean doom) {
    StoreState last;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      last = state;
    } finally {
      lock.unlock();
    }
    for (SealedSegment segment : last.sealed()) {
      if (doom) {
        segment.doom();
      }
      segment.release();
    }
  }
}
