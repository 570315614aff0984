// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Appended;
import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalError;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.journal.JournalOptions;
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
import io.tracingonsls.storage.sls.write.EncodedBatch;
import io.tracingonsls.storage.sls.write.EncodedLogs;
import io.tracingonsls.storage.sls.write.LogEncoder;
import io.tracingonsls.storage.sls.write.LogTimes;
import io.tracingonsls.storage.sls.write.WriteSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges spans when the journal has them. A full spool refuses; a disk that can't be written to makes it write to Log Service directly,
 * so that nothing is acknowledged that nobody has. Files are opened with the first write.
 */
public final class SpoolingSpanWriter implements SpanWriter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolingSpanWriter.class);
  private static final int IDLE_ENCODERS = 16;
  private static final long SEGMENT_BYTES = 16L << 20;

  private final SpanWriter direct;
  private final SlsClient client;
  private final String logstore;
  private final LogstoreInspector inspector;
  private final WriteSettings write;
  private final SpoolSettings settings;
  private final SpoolSpace space;
  private final LogTimes times;
  private final Clock clock;
  private final StorageMetrics metrics;
  private final ArrayBlockingQueue<LogEncoder> encoders = new ArrayBlockingQueue<>(IDLE_ENCODERS);
  private volatile boolean held;
  private @Nullable Open open;
  private boolean closed;

  /** The files and threads of a spool in use. */
  private record Open(Journal journal, SpoolDrain drain, DeadLetters deadLetters) {}

  /** {@code direct} is used when the disk fails; it is not closed here. */
  public SpoolingSpanWriter(
      SpanWriter direct,
      SlsClient client,
      String logstore,
      LogstoreInspector inspector,
      WriteSettings write,
      SpoolSettings settings,
      SpoolSpace space,
      Clock clock,
      StorageMetrics metrics) {
    this.direct = direct;
    this.client = client;
    this.logstore = logstore;
    this.inspector = inspector;
    this.write = write;
    this.settings = settings;
    this.space = space;
    this.clock = clock;
    this.times = new LogTimes(clock, write.maxPast(), write.maxFuture());
    this.metrics = metrics;
  }

  /**
   * Takes spans but sends none until {@link #release}: what reaches a Logstore before its index is there would never be found by a search.
   */
  public void hold() {
    held = true;
  }

  /** Sends from now on. */
  public void release() {
    Open spool;
    synchronized (this) {
      held = false;
      spool = open;
    }
    if (spool != null) {
      spool.drain().wake();
    }
  }

  /** Opens the files and begins to send what an earlier process left. */
  public void start() {
    try {
      Open opened = opened();
      space.tellBytes();
      LOG.debug("the spool holds {} bytes", opened.journal().sizeBytes());
    } catch (JournalException failed) {
      LOG.warn("the spool cannot be opened; writing without it: {}", failed.getMessage());
    }
  }

  @Override
  public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
    long entered = 0;
    try {
      Open spool = opened();
      if (space.usedBytes() >= settings.maxBytes()) {
        throw full();
      }
      EncodedBatch encoded = encode(batch);
      List<CompletableFuture<Void>> durable = new ArrayList<>(encoded.parts().size());
      for (EncodedLogs part : encoded.parts()) {
        Appended appended = spool.journal().append(SpoolRecord.encode(part));
        space.entered(part.logs());
        entered += part.logs();
        durable.add(appended.durable().toCompletableFuture());
      }
      spool.drain().wake();
      return CompletableFuture.allOf(durable.toArray(new CompletableFuture<?>[0]))
          .handle((nothing, failure) -> receipt(encoded, failure));
    } catch (JournalException failed) {
      space.untold(SpoolSpace.Untold.WRITTEN_PAST, entered);
      if (failed.error() == JournalError.CLOSED) {
        return CompletableFuture.failedFuture(closedFailure());
      }
      LOG.warn("the spool cannot be written; writing without it: {}", failed.getMessage());
      metrics.count("storage_sls_spool_failures_total", 1);
      return direct.write(batch, context);
    } catch (StorageException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private WriteReceipt receipt(EncodedBatch encoded, @Nullable Throwable failure) {
    if (failure != null) {
      space.untold(
          SpoolSpace.Untold.NOT_DURABLE,
          encoded.parts().stream().mapToLong(EncodedLogs::logs).sum());
      throw new StorageException(
          StorageError.UNAVAILABLE,
          "the spool could not be made durable",
          failure,
          Duration.ofSeconds(1));
    }
    return new WriteReceipt(encoded.spans(), encoded.rejections(), Durability.JOURNALED);
  }

  private StorageException full() {
    return new StorageException(
        StorageError.THROTTLED,
        "the spool is full: " + settings.maxBytes() + " bytes wait for Log Service",
        null,
        Duration.ofSeconds(5));
  }

  private static StorageException closedFailure() {
    return new StorageException(StorageError.CLOSED, "the storage is closed");
  }

  private EncodedBatch encode(SpanBatch batch) {
    SpanLayout layout = inspector.writeLayoutIfKnown();
    LogEncoder encoder = layout == null ? null : encoders.poll();
    if (encoder == null) {
      encoder = new LogEncoder(layout == null ? inspector.likelyLayout() : layout, times);
    }
    EncodedBatch encoded = encoder.encode(batch);
    if (layout != null) {
      encoders.offer(encoder);
    }
    return encoded;
  }

  private synchronized Open opened() {
    if (closed) {
      throw closedFailure();
    }
    Open known = open;
    if (known != null) {
      return known;
    }
    Journal journal = Journal.open(
        settings.directory(),
        JournalOptions.defaults()
            .withDurability(settings.durability())
            .withSegmentBytes(SEGMENT_BYTES));
    DeadLetters deadLetters;
    try {
      deadLetters = new DeadLetters(settings.deadLettersDirectory(), metrics, clock);
    } catch (JournalException inUse) {
      // Else the spool would stay locked by this process, and no later attempt could open it.
      journal.close();
      throw inUse;
    }
    SpoolDrain drain = new SpoolDrain(
        journal,
        new SentPosition(settings.directory()),
        client,
        logstore,
        write,
        metrics,
        space,
        deadLetters,
        () -> held);
    space.add(journal);
    drain.start();
    open = new Open(journal, drain, deadLetters);
    return new Open(journal, drain, deadLetters);
  }

  /** Completes when all that was journaled before is in Log Service. */
  @Override
  public CompletionStage<Void> flush() {
    try {
      return opened().drain().flush();
    } catch (JournalException | StorageException failed) {
      return CompletableFuture.failedFuture(
          failed instanceof StorageException known
              ? known
              : new StorageException(
                  StorageError.UNAVAILABLE, "the spool cannot be opened", failed));
    }
  }

  /** Stops sending; what is left stays on disk for the next start. */
  @Override
  public void close() {
    Open spool;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      spool = open;
    }
    if (spool != null) {
      spool.drain().close();
      space.remove(spool.journal());
      spool.journal().close();
      spool.deadLetters().close();
    }
  }
}
