// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.stub.StreamObserver;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.wire.generated.storagev1.ArchiveSpanReaderPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.GetTraceRequest;
import io.tracingonsls.wire.generated.storagev1.SpansResponseChunk;

/** {@code jaeger.storage.v1.ArchiveSpanReaderPlugin}, for clients from before the archive was a second endpoint. */
final class PluginArchiveReader
    extends ArchiveSpanReaderPluginGrpc.ArchiveSpanReaderPluginImplBase {
  private final GrpcCalls calls;
  private final TraceFetcher archive;

  PluginArchiveReader(GrpcCalls calls, TraceFetcher archive) {
    this.calls = calls;
    this.archive = archive;
  }

  @Override
  public void getArchiveTrace(
      GetTraceRequest request, StreamObserver<SpansResponseChunk> observer) {
    PluginSpanReader.trace(calls, archive, request, observer);
  }
}
