// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Copies traces, as they are shown, to the archive. Blocking, thread-safe. */
public final class TraceArchiver {
  private final TraceFetcher fetcher;
  private final @Nullable TraceStorage archive;

  public TraceArchiver(TraceFetcher fetcher, @Nullable TraceStorage archive) {
    this.fetcher = fetcher;
    this.archive = archive;
  }

  /** Whether there is an archive to copy to. */
  public boolean enabled() {
    return archive != null;
  }

  /**
   * Copies one trace and waits until the archive has it.
   *
   * @return whether the trace was found
   * @throws StorageException if it could not be read or written
   */
  public boolean copy(TraceLookup lookup, ReadContext context) throws InterruptedException {
    TraceStorage target = archive;
    if (target == null) {
      throw new StorageException(
          StorageError.UNSUPPORTED, "archive span storage was not configured");
    }
    Trace trace = fetcher.lookUp(lookup.traceIds().get(0), lookup.hint(), lookup.raw(), context);
    if (trace == null) {
      return false;
    }
    WriteReceipt receipt = written(target, batch(trace), context);
    if (receipt.rejected() > 0) {
      throw new StorageException(
          StorageError.INTERNAL, receipt.rejected() + " spans could not be archived");
    }
    return true;
  }

  private static WriteReceipt written(TraceStorage target, SpanBatch batch, ReadContext context)
      throws InterruptedException {
    try {
      return target
          .spanWriter()
          .write(
              batch, new WriteContext(context.tenant(), context.deadline(), context.bearerToken()))
          .toCompletableFuture()
          .get(context.deadline().remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new StorageException(
          StorageError.TIMED_OUT, "the archive did not answer in time", late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StorageException storage) {
        throw storage;
      }
      throw new StorageException(StorageError.INTERNAL, "archiving failed", failed);
    }
  }

  private static SpanBatch batch(Trace trace) {
    Map<Resource, Map<Scope, List<Span>>> groups = new LinkedHashMap<>();
    for (TraceSpan located : trace.spans()) {
      groups
          .computeIfAbsent(located.resource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(located.scope(), scope -> new ArrayList<>())
          .add(located.span());
    }
    List<ResourceSpans> resources = new ArrayList<>(groups.size());
    groups.forEach((resource, scopes) -> {
      List<ScopeSpans> spans = new ArrayList<>(scopes.size());
      scopes.forEach((scope, group) -> spans.add(new ScopeSpans(scope, group)));
      resources.add(new ResourceSpans(resource, spans));
    });
    return new SpanBatch(resources);
  }
}
