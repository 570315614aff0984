// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.stage;

import io.tracingonsls.benchmarks.load.Bodies;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.nio.ByteBuffer;

/** One request of the base profile: 100 spans in ten traces. */
final class SampleRequest {
  static final int SPANS = 100;

  private SampleRequest() {}

  static byte[] bytes() {
    return Bodies.thrift(1, 1_790_000_000_000_000L);
  }

  static SpanBatch decoded() {
    try {
      return JaegerThrift.decodeBatch(ByteBuffer.wrap(bytes()));
    } catch (DecodeException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
