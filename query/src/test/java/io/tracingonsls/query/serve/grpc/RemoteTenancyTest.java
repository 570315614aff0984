// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.serve.RemoteStorageServer;
import io.tracingonsls.query.serve.Tenancy;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.testing.contract.StorageFixture;
import io.tracingonsls.testing.contract.TenancyContract;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tenants stay apart through the remote storage API, where the tenant is a metadata header. */
class RemoteTenancyTest extends TenancyContract {
  private final RemoteStorageServer server = RemoteStorageServer.start(
      new RemoteStorageServer.Settings(
          new HostPort("127.0.0.1", 0),
          null,
          new Tenancy("x-tenant", Set.of("acme", "globex-2", "initech")),
          QueryLimits.DEFAULTS),
      new MemoryTraceStorage(),
      null);

  @Override
  protected StorageFixture fixture() {
    return () -> new RemoteTraceStorage(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void unknownTenant_isRefused() {
    ReadContext stranger = new ReadContext(
        "stranger", Deadline.after(Duration.ofSeconds(10)), 1, 1, new CancelFlag(), warning -> {});
    assertThatThrownBy(() -> storage().catalogReader().services(stranger))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
          assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
          assertThat(e.getStatus().getDescription()).isEqualTo("unknown tenant");
        });
  }
}
