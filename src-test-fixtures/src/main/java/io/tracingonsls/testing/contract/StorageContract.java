// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: opening, writing with a look at the receipt, and waiting until data shows. */
public abstract class StorageContract {
  protected static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Makes spans with names and ids that no other test uses. */
  protected final SpanMaker maker = new SpanMaker();

  private TraceStorage storage;

  protected abstract StorageFixture fixture();

  @BeforeEach
  final void openStorage() {
    storage = fixture().open();
  }

  @AfterEach
  final void closeStorage() {
    storage.close();
  }

  protected final TraceStorage storage() {
    return storage;
  }

  protected final ReadContext read() {
    return ReadContext.within(PATIENCE);
  }

  protected final WriteContext write() {
    return new WriteContext("", Deadline.after(PATIENCE));
  }

  /** Writes, expects that all was accepted, and waits until all of it can be fetched. */
  protected final void store(List<TraceSpan> spans) {
    store(SpanMaker.batch(spans));
  }

  protected final void store(SpanBatch batch) {
    WriteReceipt receipt = get(storage.spanWriter().write(batch, write()));
    assertThat(receipt.accepted()).isEqualTo(batch.spanCount());
    assertThat(receipt.rejections()).isEmpty();
    awaitVisible(batch);
  }

  protected final void awaitVisible(SpanBatch batch) {
    Map<TraceId, Integer> expected = new LinkedHashMap<>();
    batch.flatten().forEach(span -> expected.merge(span.span().traceId(), 1, Integer::sum));
    Eventually.holds(PATIENCE, () -> {
      Map<TraceId, List<TraceSpan>> found = fetch(List.copyOf(expected.keySet()));
      expected.forEach((id, count) ->
          assertThat(found.getOrDefault(id, List.of())).hasSizeGreaterThanOrEqualTo(count));
    });
  }

  protected final Map<TraceId, List<TraceSpan>> fetch(List<TraceId> ids) {
    Map<TraceId, List<TraceSpan>> traces = new LinkedHashMap<>();
    storage
        .spanReader()
        .fetch(
            new TraceFetch(ids, null),
            read(),
            chunk -> traces
                .computeIfAbsent(chunk.traceId(), id -> new ArrayList<>())
                .addAll(chunk.spans()));
    return traces;
  }

  protected final List<TraceSpan> fetch(TraceId id) {
    return fetch(List.of(id)).getOrDefault(id, List.of());
  }

  /** The result of a stage; a failure is thrown as the {@link StorageException} that it must be. */
  protected static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException failed) {
      if (failed.getCause() instanceof StorageException expected) {
        throw expected;
      }
      throw new AssertionError(
          "a stage failed with something else than StorageException", failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("a stage did not complete within " + PATIENCE, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  protected static SpanBatch batchOf(ResourceSpans... resources) {
    return SpanBatch.of(resources);
  }
}
