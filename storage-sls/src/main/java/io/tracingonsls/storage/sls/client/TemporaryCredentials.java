// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that expire: fetched again five minutes before, by the thread that notices. While fetching fails the old ones are used as
 * long as they last, and it is tried again every few seconds. Thread-safe.
 */
final class TemporaryCredentials implements CredentialSource {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** What a fetch gives. */
  record Fetched(Credentials credentials, Instant expires) {}

  /** Gets new credentials. Blocking. */
  @FunctionalInterface
  interface Fetcher {
    /**
     * New credentials.
     *
     * @throws StorageException if there are none
     */
    Fetched fetch();
  }

  private final Fetcher fetcher;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Fetched last;
  private volatile Instant tryAgain = Instant.MIN;

  TemporaryCredentials(Fetcher fetcher, Clock clock) {
    this.fetcher = fetcher;
    this.clock = clock;
  }

  @Override
  public Credentials current() {
    Fetched known = last;
    Instant now = clock.instant();
    boolean usable = known != null && now.isBefore(known.expires());
    boolean fresh = known != null && now.isBefore(known.expires().minus(EARLY));
    if (known != null && usable && (fresh || now.isBefore(tryAgain) || fetching.isLocked())) {
      return known.credentials();
    }
    return fetch(now);
  }

  private Credentials fetch(Instant now) {
    fetching.lock();
    try {
      Fetched known = last;
      if (known != null && now.isBefore(known.expires().minus(EARLY))) {
        return known.credentials();
      }
      try {
        Fetched fetched = fetcher.fetch();
        last = fetched;
        return fetched.credentials();
      } catch (StorageException failed) {
        tryAgain = now.plus(PAUSE);
        if (known != null && now.isBefore(known.expires())) {
          return known.credentials();
        }
        throw new StorageException(
            StorageError.UNAUTHORIZED, "no credentials: " + failed.getMessage(), failed);
      }
    } finally {
      fetching.unlock();
    }
  }
}
