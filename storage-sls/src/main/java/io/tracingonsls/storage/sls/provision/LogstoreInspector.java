// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the index of the span Logstore, at most every ten minutes, and decides about layouts. Thread-safe. */
public final class LogstoreInspector {
  private static final Logger LOG = LoggerFactory.getLogger(LogstoreInspector.class);
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Duration KEEP_ASSUMED = Duration.ofSeconds(10);

  private final SlsClient client;
  private final String logstore;
  private final LayoutChoice choice;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable SpanLogstore known;
  private volatile long knownUntilNanoTime;
  private boolean warned;

  public LogstoreInspector(SlsClient client, String logstore, LayoutChoice choice) {
    this.client = client;
    this.logstore = logstore;
    this.choice = choice;
  }

  /**
   * What is known now; asks Log Service when that is too old.
   *
   * @throws StorageException if Log Service can't be asked and nothing is known yet, or the index fits no layout
   */
  public SpanLogstore logstore() {
    SpanLogstore current = known;
    if (current != null && System.nanoTime() - knownUntilNanoTime < 0) {
      return current;
    }
    looking.lock();
    try {
      current = known;
      if (current != null && System.nanoTime() - knownUntilNanoTime < 0) {
        return current;
      }
      return look(current);
    } finally {
      looking.unlock();
    }
  }

  /** The layout of new rows if it was ever found out; does not ask, never blocks. */
  public @Nullable SpanLayout writeLayoutIfKnown() {
    SpanLogstore current = known;
    return current == null ? null : current.writeLayout();
  }

  /** The layout that new rows most probably have, for when Log Service can't be asked. Never blocks. */
  public SpanLayout likelyLayout() {
    return assumed().writeLayout();
  }

  /** Asks; a failure is not worth a word, since whoever needs the answer gets it. */
  public void tryToLook() {
    try {
      SpanLogstore found = logstore();
      LOG.debug("Logstore {} is written as {}", logstore, found.writeLayout().id());
    } catch (StorageException failed) {
      LOG.debug("Logstore {} cannot be inspected: {}", logstore, failed.getMessage());
    }
  }

  /** Forgets, so that the next question goes to Log Service. */
  public void forget() {
    knownUntilNanoTime = System.nanoTime();
  }

  private SpanLogstore look(@Nullable SpanLogstore before) {
    try {
      SpanLogstore found = inspect(client.index(logstore));
      keep(found, found.indexed() ? KEEP : KEEP_ASSUMED);
      return found;
    } catch (SlsFailure failure) {
      if (before != null) {
        keep(before, KEEP_ASSUMED);
        return before;
      }
      if (failure.kind() != SlsFailure.Kind.FORBIDDEN) {
        throw failure.toStorageException();
      }
      SpanLogstore assumed = assumed();
      if (!warned) {
        warned = true;
        LOG.warn(
            "the index of Logstore {} cannot be read ({}); assuming layout {}",
            logstore,
            failure.getMessage(),
            assumed.writeLayout().id());
      }
      keep(assumed, KEEP);
      return assumed;
    }
  }

  private void keep(SpanLogstore found, Duration time) {
    known = found;
    knownUntilNanoTime = System.nanoTime() + time.toNanos();
  }

  private SpanLogstore assumed() {
    SpanLayout fixed = choice.layout();
    return SpanLogstore.assumed(fixed == null ? SpanLayout.SLS_TRACE : fixed);
  }

  private SpanLogstore inspect(Optional<String> json) {
    if (json.isEmpty()) {
      return assumed();
    }
    LogstoreIndex index = LogstoreIndex.parse(json.get());
    List<SpanLayout> readable = LayoutDetector.readable(index);
    SpanLayout fixed = choice.layout();
    SpanLayout writable = fixed == null ? LayoutDetector.writable(index) : fixed;
    if (writable == null) {
      throw unfit(index, SpanLayout.SLS_TRACE);
    }
    if (readable.isEmpty()) {
      throw unfit(index, writable);
    }
    return new SpanLogstore(index, true, writable, readable);
  }

  private StorageException unfit(LogstoreIndex index, SpanLayout layout) {
    return new StorageException(
        StorageError.INVALID_QUERY,
        "the index of Logstore " + logstore + " fits no span layout; for " + layout.id()
            + " it lacks the keys " + String.join(", ", LayoutDetector.missingKeys(index, layout))
            + ". Add them in the console, or use another Logstore");
  }
}
