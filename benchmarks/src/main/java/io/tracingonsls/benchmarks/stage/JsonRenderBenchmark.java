// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
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

/** A trace to Jaeger's JSON; per span. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonRenderBenchmark {
  private final JsonFactory factory = new JsonFactory();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
  private final Trace trace = trace(SampleRequest.decoded().flatten());

  private static Trace trace(List<TraceSpan> spans) {
    return new Trace(spans.get(0).span().traceId(), spans, List.of());
  }

  @Benchmark
  @OperationsPerInvocation(SampleRequest.SPANS)
  public int render() throws IOException {
    out.reset();
    try (JsonGenerator json = factory.createGenerator(out)) {
      new JaegerTraceJson(json).write(trace);
    }
    return out.size();
  }
}
