// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.jaeger.JaegerSamplingThrift;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.zipkin.ZipkinThrift;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The Thrift methods that agents call over TChannel. Thread-safe. */
final class TChannelEndpoints {
  /** Result of {@code Meta::health}: success is a struct whose field 1, a bool, is true. */
  private static final byte[] HEALTHY = {12, 0, 0, 2, 0, 1, 1, 0, 0};

  private final ReceiverContext context;

  TChannelEndpoints(ReceiverContext context) {
    this.context = context;
  }

  /**
   * Runs a method.
   *
   * @return the serialized result struct; fails as {@link SpanIntake#submit} does
   * @throws DecodeException when the method is unknown or its arguments cannot be read
   */
  CompletionStage<byte[]> call(String method, byte[] arguments, String tenant)
      throws DecodeException {
    DecodeLimits limits = context.decodeLimits();
    ByteBuffer buffer = ByteBuffer.wrap(arguments);
    return switch (method) {
      case "Collector::submitBatches" -> {
        SpanBatch batch = JaegerThrift.decodeSubmitBatches(buffer, limits);
        int batches = batch.resources().size();
        yield submit(batch, SpanFormat.JAEGER, tenant)
            .thenApply(result -> JaegerThrift.submitBatchesResult(batches, true));
      }
      case "ZipkinCollector::submitZipkinBatch" -> {
        SpanBatch batch = ZipkinThrift.decodeArguments(buffer, limits);
        int spans = Math.min(batch.spanCount(), MAX_ANSWERS);
        yield submit(batch, SpanFormat.ZIPKIN, tenant)
            .thenApply(result -> ZipkinThrift.submitZipkinBatchResult(spans, true));
      }
      case "SamplingManager::getSamplingStrategy" -> {
        context.httpMetrics().samplingRequest("sampling");
        String service = JaegerSamplingThrift.decodeArguments(buffer, limits);
        yield context
            .sampling()
            .ask(service)
            .thenApply(strategy -> JaegerSamplingThrift.result(SamplingService.message(strategy)));
      }
      case "Meta::health" -> CompletableFuture.completedStage(HEALTHY.clone());
      default -> throw new DecodeException("tchannel: no handler for this method");
    };
  }

  /** One answer per span has to fit into a frame. */
  private static final int MAX_ANSWERS = 10_000;

  private CompletionStage<IntakeResult> submit(SpanBatch batch, SpanFormat format, String tenant) {
    return context.intake().submit(batch, new Origin(format, "tchannel", tenant));
  }

  static String methodOf(byte[] argument) {
    return new String(argument, 0, Math.min(argument.length, 200), StandardCharsets.UTF_8);
  }
}
