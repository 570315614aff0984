// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.serve.RemoteStorageServer;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.BlockingHandler;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.tls.TlsFlags;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Starts the remote storage API, through which an upstream Jaeger uses our storage. */
final class RemoteStoragePart {
  static final Setting<HostPort> GRPC = Setting.hostPort("remote-storage.grpc.host-port", ":17271")
      .group("Listeners")
      .describe("Jaeger's remote storage API, versions 1 and 2.");
  private static final TlsFlags TLS = new TlsFlags("remote-storage.grpc", "Remote storage");

  private RemoteStoragePart() {}

  static List<Setting<?>> others() {
    return TLS.all();
  }

  static RemoteStorageServer start(
      ServerProcess process, StorageChoice choice, TraceStorage storage) {
    RemoteStorageServer.Settings settings = new RemoteStorageServer.Settings(
        process.address(GRPC),
        TLS.read(process.values()),
        QueryPart.tenancy(process.values()),
        QueryLimits.DEFAULTS);
    try {
      TraceStorage archive = StoragePart.openArchive(process, choice);
      if (storage.capabilities().purge()) {
        addPurge(process, archive == null ? List.of(storage) : List.of(storage, archive));
      }
      return process.add(
          "remote storage API", RemoteStorageServer.start(settings, storage, archive));
    } catch (IllegalArgumentException bad) {
      throw new UsageException("remote-storage: " + bad.getMessage());
    }
  }

  /** Upstream's test suites empty the stores between tests; only a storage that is set to allow it does. */
  private static void addPurge(ServerProcess process, List<TraceStorage> storages) {
    ExecutorService executor = BlockingExecutors.bounded("purge", 1, 1);
    process.add("purge", executor::shutdownNow);
    process.admin().post("/purge", new BlockingHandler(executor, request -> {
      storages.forEach(TraceStorage::purge);
      return HttpResponse.empty(200);
    }));
  }
}
