// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.jaegertracing.thrift.sampling_manager.OperationSamplingStrategy;
import io.jaegertracing.thrift.sampling_manager.PerOperationSamplingStrategies;
import io.jaegertracing.thrift.sampling_manager.ProbabilisticSamplingStrategy;
import io.jaegertracing.thrift.sampling_manager.RateLimitingSamplingStrategy;
import io.jaegertracing.thrift.sampling_manager.SamplingManager;
import io.jaegertracing.thrift.sampling_manager.SamplingStrategyType;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyResponse;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TType;

/** {@code SamplingManager::getSamplingStrategy} in Thrift, as agents of 2018 call it over TChannel. Thread-safe. */
public final class JaegerSamplingThrift {
  private JaegerSamplingThrift() {}

  /** Reads the call's arguments: the name of a service. */
  public static String decodeArguments(ByteBuffer arguments, DecodeLimits limits)
      throws DecodeException {
    ThriftReader in = ThriftReader.binary(arguments, limits);
    StringBuilder service = new StringBuilder();
    try {
      in.struct((id, type) -> {
        if (id == 1 && type == TType.STRING) {
          service.append(in.text());
        } else {
          in.skip(type);
        }
      });
    } catch (DecodeException e) {
      throw ThriftReader.placed("getSamplingStrategy", e);
    }
    return service.toString();
  }

  /** The call's result. */
  public static byte[] result(SamplingStrategyResponse strategy) {
    SamplingManager.getSamplingStrategy_result result =
        new SamplingManager.getSamplingStrategy_result();
    result.setSuccess(response(strategy));
    try {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(result);
    } catch (TException e) {
      throw new IllegalStateException("a result that was just built does not serialize", e);
    }
  }

  private static io.jaegertracing.thrift.sampling_manager.SamplingStrategyResponse response(
      SamplingStrategyResponse strategy) {
    boolean rateLimiting = strategy.hasRateLimitingSampling();
    io.jaegertracing.thrift.sampling_manager.SamplingStrategyResponse response =
        new io.jaegertracing.thrift.sampling_manager.SamplingStrategyResponse(
            rateLimiting ? SamplingStrategyType.RATE_LIMITING : SamplingStrategyType.PROBABILISTIC);
    if (rateLimiting) {
      short traces = (short)
          Math.min(Short.MAX_VALUE, strategy.getRateLimitingSampling().getMaxTracesPerSecond());
      response.setRateLimitingSampling(new RateLimitingSamplingStrategy(traces));
    } else {
      response.setProbabilisticSampling(
          new ProbabilisticSamplingStrategy(strategy.getProbabilisticSampling().getSamplingRate()));
    }
    if (strategy.hasOperationSampling()) {
      response.setOperationSampling(operations(strategy.getOperationSampling()));
    }
    return response;
  }

  private static PerOperationSamplingStrategies operations(
      io.tracingonsls.wire.generated.apiv2.PerOperationSamplingStrategies strategies) {
    PerOperationSamplingStrategies operations = new PerOperationSamplingStrategies(
        strategies.getDefaultSamplingProbability(),
        strategies.getDefaultLowerBoundTracesPerSecond(),
        new java.util.ArrayList<>());
    strategies
        .getPerOperationStrategiesList()
        .forEach(operation -> operations.addToPerOperationStrategies(new OperationSamplingStrategy(
            operation.getOperation(),
            new ProbabilisticSamplingStrategy(
                operation.getProbabilisticSampling().getSamplingRate()))));
    return operations;
  }
}
