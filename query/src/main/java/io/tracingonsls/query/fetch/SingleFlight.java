// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import io.tracingonsls.storage.CancelFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets equal questions that are asked at the same time share one read. The read is cancelled when the last of its askers has gone, not when
 * the first has.
 *
 * <p>One lock guards the table and the counts; nothing runs under it but map operations. A finished read leaves the table before its askers
 * are told, so that a later asker always starts a new one: this shares work, it is no cache.
 *
 * @param <K> a question; equal keys share
 * @param <V> an answer; must be immutable, all askers get the same object
 */
public final class SingleFlight<K, V> {
  private final Object lock = new Object();
  private final Map<K, Flight<V>> flights = new HashMap<>();

  private static final class Flight<V> {
    final CompletableFuture<V> answer = new CompletableFuture<>();
    final CancelFlag cancel = new CancelFlag();
    int askers;
  }

  /** One asker's share. */
  public interface Share<V> {
    CompletableFuture<V> answer();

    /** Says that this asker no longer waits. May be called more than once and from any thread. */
    void leave();
  }

  /**
   * Asks.
   *
   * @param start starts the read; called at most once per flight, on the asking thread. Its flag is set when nobody waits any more
   */
  public Share<V> ask(K key, Function<CancelFlag, CompletableFuture<V>> start) {
    Flight<V> flight;
    boolean first = false;
    synchronized (lock) {
      Flight<V> running = flights.get(key);
      if (running == null) {
        running = new Flight<>();
        flights.put(key, running);
        first = true;
      }
      running.askers++;
      flight = running;
    }
    if (first) {
      launch(key, flight, start);
    }
    return share(key, flight);
  }

  private void launch(K key, Flight<V> flight, Function<CancelFlag, CompletableFuture<V>> start) {
    CompletableFuture<V> read;
    try {
      read = start.apply(flight.cancel);
    } catch (RuntimeException failure) {
      read = CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<V> unused = read.whenComplete((value, failure) -> {
      remove(key, flight);
      if (failure == null) {
        flight.answer.complete(value);
      } else {
        flight.answer.completeExceptionally(failure);
      }
    });
  }

  private Share<V> share(K key, Flight<V> flight) {
    return new Share<>() {
      private boolean left;

      @Override
      public CompletableFuture<V> answer() {
        return flight.answer.copy();
      }

      @Override
      public void leave() {
        synchronized (lock) {
          if (left || --flight.askers > 0) {
            left = true;
            return;
          }
          left = true;
          flights.remove(key, flight);
        }
        flight.cancel.cancel();
      }
    };
  }

  private void remove(K key, Flight<V> flight) {
    synchronized (lock) {
      flights.remove(key, flight);
    }
  }

  /** Reads in the air. */
  int size() {
    synchronized (lock) {
      return flights.size();
    }
  }
}
