// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.stage;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.sls.layout.RowBytes;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.layout.SpanRowWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Canonical spans to the bytes of their rows; per span. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowEncodeBenchmark {
  private final SpanBatch batch = SampleRequest.decoded();
  private final RowBytes bytes = new RowBytes(1 << 17);
  private final SpanRowWriter rows = SpanLayout.SLS_TRACE.newWriter();

  @Benchmark
  @OperationsPerInvocation(SampleRequest.SPANS)
  public int encode() {
    bytes.clear();
    for (ResourceSpans resource : batch.resources()) {
      rows.resource(resource.resource());
      for (ScopeSpans scope : resource.scopes()) {
        rows.scope(scope.scope());
        for (Span span : scope.spans()) {
          rows.append(span, bytes);
        }
      }
    }
    return bytes.size();
  }
}
