// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.receive.IntakeResult;
import io.tracingonsls.collector.receive.RawMessages;
import io.tracingonsls.collector.receive.SpanSink;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.wire.jaeger.JaegerProto;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds batches in memory, bounded by bytes, until a collector has confirmed them.
 *
 * <p>Threads: {@link #submit} runs on any thread and only adds to the queue and to {@code heldBytes}; a batch leaves that figure when it is
 * confirmed or lost, so waiting, sent and delayed batches all count. One thread takes from the queue and starts calls; {@code inFlight}
 * belongs to it. Answers arrive on network threads and are handed to it. A batch that waits for its next attempt keeps its place in flight:
 * collectors that are overloaded are not asked for more.
 */
final class SpanForwarder implements SpanSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanForwarder.class);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
  private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final MethodDescriptor<byte[], byte[]> POST_SPANS =
      RawMessages.unary("jaeger.api_v2.CollectorService", "PostSpans");

  private final CollectorChannel collectors;
  private final ForwardLimits limits;
  private final ForwardMetrics metrics;
  private final Attributes tags;
  private final ScheduledThreadPoolExecutor worker;
  private final ConcurrentLinkedQueue<ForwardBatch> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicInteger heldBatches = new AtomicInteger();
  private final AtomicBoolean wakeUp = new AtomicBoolean();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final Set<Attempt> inFlight = new HashSet<>();
  private boolean away;
  private boolean warned;
  private long warnedNanos;
  private volatile boolean closing;

  SpanForwarder(
      CollectorChannel collectors, ForwardLimits limits, ForwardMetrics metrics, Attributes tags) {
    this.collectors = collectors;
    this.limits = limits;
    this.metrics = metrics;
    this.tags = tags;
    worker = new ScheduledThreadPoolExecutor(1, BlockingExecutors.factory("agent-forward"));
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    metrics.gauge("queue_bytes", "Bytes of batches that no collector has yet.", heldBytes::get);
    metrics.gauge("queue_capacity_bytes", "Bytes that may be held.", limits::queueBytes);
    metrics.gauge("queue_batches", "Batches that no collector has yet.", heldBatches::get);
  }

  /** Completes at once: with success when all of the batch is in memory, otherwise with what did not fit. */
  @Override
  public CompletionStage<IntakeResult> submit(SpanBatch batch, Origin origin) {
    int accepted = 0;
    boolean full = false;
    for (ResourceSpans spans : batch.resources()) {
      ForwardBatch encoded = encode(spans, origin);
      if (offer(encoded)) {
        accepted += encoded.spans();
      } else {
        full = true;
      }
    }
    return full
        ? CompletableFuture.failedStage(
            new StorageException(StorageError.THROTTLED, "agent queue is full"))
        : CompletableFuture.completedStage(new IntakeResult(accepted, Map.of()));
  }

  private ForwardBatch encode(ResourceSpans spans, Origin origin) {
    ResourceSpans tagged =
        tags.isEmpty() ? spans : new ResourceSpans(tagged(spans.resource()), spans.scopes());
    int count = spans.scopes().stream().mapToInt(scope -> scope.spans().size()).sum();
    return new ForwardBatch(
        JaegerProto.postSpans(tagged).toByteArray(), count, origin.format().label());
  }

  private Resource tagged(Resource resource) {
    Attributes all = resource.attributes().toBuilder().putAll(tags).build();
    return new Resource(all, resource.droppedAttributesCount(), resource.schemaUrl());
  }

  private boolean offer(ForwardBatch batch) {
    long held = heldBytes.addAndGet(batch.heldBytes());
    if (closing || held > limits.queueBytes()) {
      heldBytes.addAndGet(-batch.heldBytes());
      metrics.failed(batch, closing ? "closing" : "queue_full");
      return false;
    }
    heldBatches.incrementAndGet();
    waiting.add(batch);
    wake();
    return true;
  }

  private void wake() {
    if (wakeUp.compareAndSet(false, true)) {
      onWorker(this::startCalls, 0);
    }
  }

  private void startCalls() {
    wakeUp.set(false);
    while (inFlight.size() < limits.inFlight()) {
      ForwardBatch batch = waiting.poll();
      if (batch == null) {
        return;
      }
      Attempt attempt = new Attempt(batch);
      inFlight.add(attempt);
      call(attempt);
    }
  }

  private void call(Attempt attempt) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(limits.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
    Channel channel = collectors.channel();
    ClientCalls.asyncUnaryCall(
        channel.newCall(POST_SPANS, options), attempt.batch().message(), new Answer(attempt));
  }

  private void confirmed(Attempt attempt) {
    if (away) {
      away = false;
      LOG.info("collectors: taking spans again");
    }
    metrics.submitted(attempt.batch());
    ended(attempt);
  }

  private void refused(Attempt attempt, Status status) {
    if (!attempt.failed(status, limits)) {
      warnOfLoss(status);
      metrics.failed(attempt.batch(), Attempt.isAway(status) ? "expired" : "refused");
      ended(attempt);
      return;
    }
    metrics.retried(status.getCode().name());
    if (Attempt.isAway(status)) {
      collectors.reconnectSoon();
      if (!away) {
        away = true;
        LOG.warn("collectors: {} (spans are held and sent again)", status);
      }
    }
    onWorker(() -> call(attempt), attempt.delayNanos());
  }

  /** Once in a while: a collector that refuses everything would fill the log. */
  private void warnOfLoss(Status status) {
    long now = System.nanoTime();
    if (!warned || now - warnedNanos > WARN_NANOS) {
      warned = true;
      warnedNanos = now;
      LOG.warn("collectors: {} (spans are lost, see jaeger_agent_reporter_spans_dropped)", status);
    }
  }

  /** The worker ends only when the forwarder does, which then counts what is left. */
  private void onWorker(Runnable task, long delayNanos) {
    try {
      ScheduledFuture<?> unused = worker.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("forwarder is closed", ended);
    }
  }

  private void ended(Attempt attempt) {
    inFlight.remove(attempt);
    heldBytes.addAndGet(-attempt.batch().heldBytes());
    if (heldBatches.decrementAndGet() == 0 && closing) {
      drained.complete(null);
    }
    startCalls();
  }

  /** Takes nothing new, sends what is held for about the given time, and counts the rest as lost. May be called again. */
  void close(Duration grace) {
    closing = true;
    if (heldBatches.get() > 0) {
      drained.completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS).join();
    }
    worker.shutdownNow();
    try {
      if (worker.awaitTermination(CLOSE_GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
        countLost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs when the worker has ended. */
  private synchronized void countLost() {
    int spans = 0;
    for (Attempt attempt : inFlight) {
      waiting.add(attempt.batch());
    }
    inFlight.clear();
    for (ForwardBatch batch = waiting.poll(); batch != null; batch = waiting.poll()) {
      spans += batch.spans();
      metrics.failed(batch, "closing");
      heldBytes.addAndGet(-batch.heldBytes());
      heldBatches.decrementAndGet();
    }
    if (spans > 0) {
      LOG.warn("{} spans lost: no collector took them before the stop", spans);
    }
  }

  /** As {@link #close(Duration)} with five seconds. */
  @Override
  public void close() {
    close(CLOSE_GRACE);
  }

  /** Hands the outcome of one call to the worker. */
  private final class Answer implements StreamObserver<byte[]> {
    private final Attempt attempt;

    Answer(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void onNext(byte[] empty) {}

    @Override
    public void onError(Throwable failure) {
      tell(() -> refused(attempt, Status.fromThrowable(failure)));
    }

    @Override
    public void onCompleted() {
      tell(() -> confirmed(attempt));
    }

    private void tell(Runnable outcome) {
      onWorker(outcome, 0);
    }
  }
}
