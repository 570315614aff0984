// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Messages as bytes: requests go straight to our own decoders, which read them without a tree of generated objects. The
 * transport has limited their length before.
 */
public final class RawMessages implements MethodDescriptor.Marshaller<byte[]> {
  /** Stands for a request that is larger than allowed after decompression. */
  static final byte[] TOO_LARGE = new byte[0];

  /** Stands for a request that cannot be decompressed. */
  static final byte[] BROKEN = new byte[0];

  private static final RawMessages BYTES = new RawMessages(false);
  private static final RawMessages REQUESTS = new RawMessages(true);

  private final boolean served;

  /** {@code served} turns failures into words for the service: gRPC would answer UNKNOWN and log a stack trace. */
  private RawMessages(boolean served) {
    this.served = served;
  }

  @Override
  public InputStream stream(byte[] value) {
    return new ByteArrayInputStream(value);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (StatusRuntimeException e) {
      if (served && e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        return TOO_LARGE;
      }
      throw e;
    } catch (IOException e) {
      if (served) {
        return BROKEN;
      }
      throw new UncheckedIOException(e);
    }
  }

  /** Describes a method with one request and one answer, for those who call it. */
  public static MethodDescriptor<byte[], byte[]> unary(String service, String method) {
    return unary(service, method, BYTES);
  }

  /** The same for those who serve it. */
  static MethodDescriptor<byte[], byte[]> served(String service, String method) {
    return unary(service, method, REQUESTS);
  }

  private static MethodDescriptor<byte[], byte[]> unary(
      String service, String method, RawMessages requests) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
        .setRequestMarshaller(requests)
        .setResponseMarshaller(BYTES)
        .build();
  }
}
