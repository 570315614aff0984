// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.stub.StreamObserver;
import io.tracingonsls.wire.generated.storagev1.CapabilitiesRequest;
import io.tracingonsls.wire.generated.storagev1.CapabilitiesResponse;
import io.tracingonsls.wire.generated.storagev1.PluginCapabilitiesGrpc;

/** {@code jaeger.storage.v1.PluginCapabilities}. Streamed writes are not offered: they have no acknowledgement per span. */
final class PluginCapabilitiesService extends PluginCapabilitiesGrpc.PluginCapabilitiesImplBase {
  private final boolean archive;

  PluginCapabilitiesService(boolean archive) {
    this.archive = archive;
  }

  @Override
  public void capabilities(
      CapabilitiesRequest request, StreamObserver<CapabilitiesResponse> observer) {
    observer.onNext(CapabilitiesResponse.newBuilder()
        .setArchiveSpanReader(archive)
        .setArchiveSpanWriter(archive)
        .build());
    observer.onCompleted();
  }
}
