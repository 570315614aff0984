// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.stub.StreamObserver;
import io.tracingonsls.query.parse.FilterTranslator;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.wire.generated.storagev2.CapabilitiesGrpc;
import io.tracingonsls.wire.generated.storagev2.FilterCapabilities;
import io.tracingonsls.wire.generated.storagev2.GetCapabilitiesRequest;
import io.tracingonsls.wire.generated.storagev2.GetCapabilitiesResponse;
import io.tracingonsls.wire.generated.storagev2.SearchCapabilities;

/** {@code jaeger.storage.v2.Capabilities}: the Jaeger in front asks once per connection. */
final class RemoteCapabilities extends CapabilitiesGrpc.CapabilitiesImplBase {
  private final TraceStorage storage;

  RemoteCapabilities(TraceStorage storage) {
    this.storage = storage;
  }

  @Override
  public void getCapabilities(
      GetCapabilitiesRequest request, StreamObserver<GetCapabilitiesResponse> observer) {
    observer.onNext(GetCapabilitiesResponse.newBuilder()
        .setSearch(SearchCapabilities.newBuilder()
            .setWithoutServiceName(storage.capabilities().searchWithoutService())
            .setSameSpanConjunction(true)
            .setFilter(FilterCapabilities.newBuilder()
                .addAllLevels(FilterTranslator.LEVELS)
                .addAllOperators(FilterTranslator.OPERATORS)))
        .build());
    observer.onCompleted();
  }
}
