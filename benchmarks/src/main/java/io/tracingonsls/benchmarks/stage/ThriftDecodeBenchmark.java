// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.stage;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.nio.ByteBuffer;
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

/** A Thrift body to canonical spans; per span. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ThriftDecodeBenchmark {
  private final byte[] body = SampleRequest.bytes();

  @Benchmark
  @OperationsPerInvocation(SampleRequest.SPANS)
  public SpanBatch decode() throws DecodeException {
    return JaegerThrift.decodeBatch(ByteBuffer.wrap(body));
  }
}
