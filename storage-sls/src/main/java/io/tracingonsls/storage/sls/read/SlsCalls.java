// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reading calls on a bounded pool: many at once for one question, each repeated while Log Service says that its answer is incomplete or that
 * it can't for the moment, all within the caller's deadline. Thread-safe.
 */
public final class SlsCalls implements AutoCloseable {
  private static final int MAX_TRIES = 10;
  private static final int MAX_WAITING = 4_096;
  private static final int MAX_RENEWALS = 256;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long MAX_PAUSE_MILLIS = 1_000;
  private static final long POLL_MILLIS = 100;

  private final SlsClient client;
  private final StorageMetrics metrics;
  private final boolean near;
  private final ThreadPoolExecutor pool;
  private final ThreadPoolExecutor renewing;

  /** {@code near} says that a call costs more work than waiting. */
  public SlsCalls(SlsClient client, int parallel, boolean near, StorageMetrics metrics) {
    this.client = client;
    this.near = near;
    this.metrics = metrics;
    AtomicInteger number = new AtomicInteger();
    this.pool = new ThreadPoolExecutor(
        parallel, parallel, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), work -> {
          Thread thread = new Thread(work, "sls-read-" + number.getAndIncrement());
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    this.renewing = new ThreadPoolExecutor(
        1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_RENEWALS), work -> {
          Thread thread = new Thread(work, "sls-renew");
          thread.setDaemon(true);
          return thread;
        });
    renewing.allowCoreThreadTimeOut(true);
  }

  /** Runs a question that nobody waits for, apart from those that somebody waits for; false when it can't. */
  boolean renew(Runnable question) {
    try {
      renewing.execute(question);
      return true;
    } catch (RejectedExecutionException busyOrClosed) {
      return false;
    }
  }

  /** Whether fewer calls matter more than fewer rounds of calls. */
  boolean isNear() {
    return near;
  }

  SlsClient client() {
    return client;
  }

  /** One search or statement. */
  LogAnswer query(LogSearch search, ReadContext context) {
    return await(start(() -> complete(search, context)), context);
  }

  /** Several at once; answers in the order of the searches. */
  List<LogAnswer> queryAll(List<LogSearch> searches, ReadContext context) {
    List<Future<LogAnswer>> running = new ArrayList<>(searches.size());
    try {
      for (LogSearch search : searches) {
        running.add(start(() -> complete(search, context)));
      }
      List<LogAnswer> answers = new ArrayList<>(searches.size());
      for (Future<LogAnswer> one : running) {
        answers.add(await(one, context));
      }
      return answers;
    } finally {
      running.forEach(one -> one.cancel(true));
    }
  }

  /** Starts work that makes calls with {@link #attempt}; wait with {@link #await}. */
  <T> Future<T> start(Callable<T> work) {
    try {
      return pool.submit(work);
    } catch (RejectedExecutionException refused) {
      throw pool.isShutdown()
          ? new StorageException(StorageError.CLOSED, "the storage is closed")
          : new StorageException(
              StorageError.THROTTLED,
              "too many questions to Log Service at once",
              refused,
              Duration.ofSeconds(1));
    }
  }

  /** The result, within the deadline. */
  <T> T await(Future<T> work, ReadContext context) {
    boolean finished = false;
    try {
      while (!isDone(work, context)) {
        context.throwIfStopped();
      }
      T result = work.get();
      finished = true;
      return result;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "the request was cancelled");
    } catch (CancellationException closed) {
      throw new StorageException(StorageError.CLOSED, "the storage is closed", closed);
    } catch (ExecutionException failed) {
      finished = true;
      throw storageException(failed.getCause() == null ? failed : failed.getCause());
    } finally {
      if (!finished) {
        work.cancel(true);
      }
    }
  }

  /** Waits a little; the caller looks at its deadline in between. */
  private static boolean isDone(Future<?> work, ReadContext context)
      throws InterruptedException, ExecutionException {
    context.throwIfStopped();
    long left = Math.max(1, context.deadline().remaining().toMillis());
    try {
      work.get(Math.min(POLL_MILLIS, left), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private static StorageException storageException(Throwable cause) {
    if (cause instanceof StorageException known) {
      return new StorageException(
          known.error(), String.valueOf(known.getMessage()), known, known.retryAfter());
    }
    if (cause instanceof SlsFailure failure) {
      return failure.toStorageException();
    }
    return new StorageException(StorageError.INTERNAL, "reading failed unexpectedly", cause);
  }

  /** One search or statement, asked again while incomplete. On a pool thread. */
  LogAnswer complete(LogSearch search, ReadContext context) {
    LogAnswer answer = attempt(() -> client.query(search), context);
    long pause = FIRST_PAUSE_MILLIS;
    for (int tries = 1; !answer.complete() && tries < MAX_TRIES; tries++) {
      if (context.deadline().remaining().toMillis() < 2 * pause) {
        break;
      }
      sleep(pause);
      pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
      answer = attempt(() -> client.query(search), context);
    }
    if (!answer.complete()) {
      context.warnings().accept("Log Service gave an incomplete answer; results may be missing");
    }
    return answer;
  }

  /** A call, repeated while it fails for reasons that pass. On a pool thread. */
  <T> T attempt(Callable<T> call, ReadContext context) {
    long pause = FIRST_PAUSE_MILLIS;
    for (int tries = 1; ; tries++) {
      context.throwIfStopped();
      long before = System.nanoTime();
      try {
        return call.call();
      } catch (SlsFailure failure) {
        metrics.count("storage_sls_read_failures_total", 1, "code", failure.code());
        boolean hopeless = tries >= MAX_TRIES
            || !isPassing(failure)
            || context.deadline().remaining().toMillis() < 2 * pause;
        if (hopeless) {
          throw failure.toStorageException();
        }
        sleep(pause);
        pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
      } catch (StorageException known) {
        throw known;
      } catch (Exception unexpected) {
        throw new StorageException(
            StorageError.INTERNAL, "reading failed unexpectedly", unexpected);
      } finally {
        metrics.time("storage_sls_read_call_seconds", (System.nanoTime() - before) / 1e9);
      }
    }
  }

  private static boolean isPassing(SlsFailure failure) {
    return switch (failure.kind()) {
      case NETWORK, SERVER, QUOTA -> true;
      default -> false;
    };
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "the request was cancelled");
    }
  }

  @Override
  public void close() {
    renewing.shutdownNow();
    pool.shutdownNow().forEach(work -> {
      if (work instanceof Future<?> future) {
        future.cancel(true);
      }
    });
  }
}
