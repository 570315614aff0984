// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.testing.contract.LifecycleContract;
import io.tracingonsls.testing.contract.StorageFixture;
import io.tracingonsls.testing.contract.TenancyContract;
import io.tracingonsls.testing.contract.WriteContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Writing through the disk spool keeps the contract. */
class LocalSpoolContractTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  @TempDir
  static Path directory;

  private static final AtomicInteger COUNT = new AtomicInteger();

  static TraceStorage open() {
    return LocalStorages.open(
        SERVICE,
        "spool-project",
        "spool",
        "true",
        "spool-dir",
        directory.resolve("spool-" + COUNT.incrementAndGet()).toString());
  }

  @Nested
  class Write extends WriteContract {
    @Override
    protected StorageFixture fixture() {
      return LocalSpoolContractTest::open;
    }
  }

  @Nested
  class Tenancy extends TenancyContract {
    @Override
    protected StorageFixture fixture() {
      return LocalSpoolContractTest::open;
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected StorageFixture fixture() {
      return LocalSpoolContractTest::open;
    }
  }
}
