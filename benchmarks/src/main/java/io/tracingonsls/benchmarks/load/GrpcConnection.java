// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.tracingonsls.collector.receive.RawMessages;

/** One HTTP/2 connection with one call at a time. */
final class GrpcConnection implements Connection {
  private final ManagedChannel channel;
  private final MethodDescriptor<byte[], byte[]> method;
  private final CallOptions options;

  GrpcConnection(Protocol protocol, int port, boolean gzip) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .directExecutor()
        .build();
    String[] names = protocol.target().split("/", 2);
    method = RawMessages.unary(names[0], names[1]);
    options = gzip ? CallOptions.DEFAULT.withCompression("gzip") : CallOptions.DEFAULT;
  }

  @Override
  public String send(byte[] body) {
    try {
      byte[] unused = ClientCalls.blockingUnaryCall(channel, method, options, body);
      return ACCEPTED;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode().name();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
