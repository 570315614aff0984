// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.WriteReceipt.Durability;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores spans in a Logstore. Encodes on the caller's thread; a receipt comes when Log Service has confirmed the LogGroup that the batch went
 * with. Threads start with the first write.
 */
public final class SlsSpanWriter implements SpanWriter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlsSpanWriter.class);
  private static final int IDLE_ENCODERS = 16;
  private static final long WATCH_MILLIS = 50;
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

  private final SlsClient client;
  private final String logstore;
  private final LogstoreInspector inspector;
  private final WriteSettings settings;
  private final LogTimes times;
  private final StorageMetrics metrics;
  private final LogGroupBatcher batcher;
  private final QueueBudget budget;
  private final SendHealth health;
  private final ArrayBlockingQueue<LogEncoder> encoders = new ArrayBlockingQueue<>(IDLE_ENCODERS);
  private final List<Thread> threads = new ArrayList<>();
  private boolean started;
  private boolean closed;

  /** {@code inspector} says which layout to write; as long as it does not know, writes are refused. */
  public SlsSpanWriter(
      SlsClient client,
      String logstore,
      LogstoreInspector inspector,
      WriteSettings settings,
      QueueBudget budget,
      Clock clock,
      StorageMetrics metrics) {
    this.client = client;
    this.logstore = logstore;
    this.inspector = inspector;
    this.settings = settings;
    this.times = new LogTimes(clock, settings.maxPast(), settings.maxFuture());
    this.metrics = metrics;
    this.batcher = new LogGroupBatcher(settings, budget);
    this.budget = budget;
    this.health = new SendHealth(metrics);
  }

  @Override
  public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
    try {
      start();
      long queued = batcher.queuedBytes();
      if (queued >= settings.queueBytes()) {
        throw batcher.full(queued);
      }
      EncodedBatch encoded = encode(batch);
      if (encoded.parts().isEmpty()) {
        return CompletableFuture.completedFuture(
            new WriteReceipt(0, encoded.rejections(), Durability.STORED));
      }
      if (encoded.bytes() > settings.queueBytes()) {
        throw new StorageException(
            StorageError.TOO_LARGE,
            "the batch takes " + encoded.bytes() + " bytes, more than the whole write queue");
      }
      PendingWrite write = new PendingWrite(encoded, context.deadline());
      batcher.offer(encoded, write);
      return write.receipt();
    } catch (StorageException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private EncodedBatch encode(SpanBatch batch) {
    LogEncoder encoder = encoders.poll();
    if (encoder == null) {
      encoder = new LogEncoder(layout(), times);
    }
    EncodedBatch encoded = encoder.encode(batch);
    encoders.offer(encoder);
    return encoded;
  }

  private SpanLayout layout() {
    SpanLayout layout = inspector.writeLayoutIfKnown();
    if (layout == null) {
      throw new StorageException(
          StorageError.UNAVAILABLE,
          "Log Service could not be asked for the index of Logstore " + logstore + " yet",
          null,
          Duration.ofSeconds(1));
    }
    return layout;
  }

  private synchronized void start() {
    if (closed) {
      throw LogGroupBatcher.closed();
    }
    if (started) {
      return;
    }
    started = true;
    for (int i = 0; i < settings.senders(); i++) {
      LogGroupSender sender = new LogGroupSender(
          client, logstore, settings.sourceAddress(), metrics, health, (refused, why) -> {});
      threads.add(thread("sls-send-" + i, () -> sendAll(sender)));
    }
    threads.add(thread("sls-write-watch", this::watch));
    threads.forEach(Thread::start);
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void sendAll(LogGroupSender sender) {
    try {
      for (LogGroup group = batcher.take(); group != null; group = batcher.take()) {
        sendOne(sender, group);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendOne(LogGroupSender sender, LogGroup group) throws InterruptedException {
    try {
      sender.send(group);
    } catch (RuntimeException bug) {
      LOG.error("sending failed unexpectedly", bug);
      group.failed(
          new StorageException(StorageError.INTERNAL, "storing spans failed unexpectedly", bug));
    } finally {
      batcher.done(group);
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(WATCH_MILLIS);
        batcher.expire(health.trouble());
        if (inspector.writeLayoutIfKnown() == null) {
          inspector.tryToLook();
        }
        metrics.gauge("storage_sls_write_queue_bytes", (double) budget.usedBytes());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletionStage<Void> flush() {
    return batcher.flush();
  }

  /** Sends what was accepted for up to ten seconds; what is left then fails with CLOSED. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    batcher.close();
    long end = System.nanoTime() + CLOSE_TIME.toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      if (thread.getName().startsWith("sls-send")) {
        interrupted |= !join(thread, end);
      }
    }
    threads.forEach(Thread::interrupt);
    batcher.abandon();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread to end; false when interrupted. */
  private static boolean join(Thread thread, long endNanoTime) {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanoTime - System.nanoTime());
    try {
      if (millis > 0) {
        thread.join(millis);
      }
      return true;
    } catch (InterruptedException impatient) {
      return false;
    }
  }
}
