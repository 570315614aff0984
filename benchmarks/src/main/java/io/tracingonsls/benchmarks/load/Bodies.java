// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

/** Request bodies of the base profile, for benchmarks of single stages. */
public final class Bodies {
  private Bodies() {}

  /** A Thrift batch of 100 spans that start at {@code startMicros}. */
  public static byte[] thrift(long seed, long startMicros) {
    SpanBody body = new SpanBody(
        Encoding.JAEGER_THRIFT, new SampleSpans(Profile.P1, seed, 0).next(), Profile.P1);
    body.patch(0, 1, startMicros);
    return body.bytes();
  }
}
