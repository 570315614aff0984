// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.testing.contract.CatalogContract;
import io.tracingonsls.testing.contract.DependencyContract;
import io.tracingonsls.testing.contract.FetchContract;
import io.tracingonsls.testing.contract.LifecycleContract;
import io.tracingonsls.testing.contract.MetricsContract;
import io.tracingonsls.testing.contract.PredicateContract;
import io.tracingonsls.testing.contract.SamplingContract;
import io.tracingonsls.testing.contract.SearchContract;
import io.tracingonsls.testing.contract.StorageFixture;
import io.tracingonsls.testing.contract.TenancyContract;
import io.tracingonsls.testing.contract.WriteContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole storage contract against the local Log Service, through the real SDK and TCP. */
class LocalContractTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  static TraceStorage open() {
    Map<String, String> settings = Map.of(
        "aliyun-log.endpoint", SERVICE.endpoint(),
        "aliyun-log.target", SERVICE.target(),
        "aliyun-log.project", "contract-project",
        "aliyun-log.access-key-id", LocalLogServiceExtension.KEY.id(),
        "aliyun-log.access-key-secret", LocalLogServiceExtension.KEY.secret(),
        "aliyun-log.catalog-age", "0s");
    TraceStorage storage = new LocalProvider()
        .open(
            settings,
            new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, Path.of("unused")));
    storage.prepare(Duration.ofSeconds(30));
    return storage;
  }

  @Nested
  class Write extends WriteContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Fetch extends FetchContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Search extends SearchContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Predicates extends PredicateContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Catalog extends CatalogContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Dependencies extends DependencyContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Metrics extends MetricsContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Sampling extends SamplingContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Tenancy extends TenancyContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected StorageFixture fixture() {
      return LocalContractTest::open;
    }
  }
}
