// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.stub.StreamObserver;
import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.query.serve.grpc.ProtoSearch.Window;
import io.tracingonsls.wire.generated.storagev1.DependenciesReaderPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.GetDependenciesRequest;
import io.tracingonsls.wire.generated.storagev1.GetDependenciesResponse;

/** {@code jaeger.storage.v1.DependenciesReaderPlugin}. */
final class PluginDependencies
    extends DependenciesReaderPluginGrpc.DependenciesReaderPluginImplBase {
  private final GrpcCalls calls;
  private final Catalog catalog;

  PluginDependencies(GrpcCalls calls, Catalog catalog) {
    this.calls = calls;
    this.catalog = catalog;
  }

  @Override
  public void getDependencies(
      GetDependenciesRequest request, StreamObserver<GetDependenciesResponse> observer) {
    Window window = new Window(
        request.hasStartTime(), request.getStartTime(), request.hasEndTime(), request.getEndTime());
    calls.unary(observer, "failed to fetch dependencies", scope -> {
      GetDependenciesResponse.Builder answer = GetDependenciesResponse.newBuilder();
      for (DependencyLink link : catalog.dependencies(window.range(), scope)) {
        answer.addDependencies(io.tracingonsls.wire.generated.apiv2.DependencyLink.newBuilder()
            .setParent(link.parent())
            .setChild(link.child())
            .setCallCount(link.callCount()));
      }
      return answer.build();
    });
  }
}
