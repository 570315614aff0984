// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

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
import org.junit.jupiter.api.Nested;

class MemoryTraceStorageTest {
  private static final StorageFixture FIXTURE = new StorageFixture() {
    @Override
    public TraceStorage open() {
      return new MemoryTraceStorage();
    }
  };

  @Nested
  class Writing extends WriteContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Fetching extends FetchContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Searching extends SearchContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Predicates extends PredicateContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Catalog extends CatalogContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Dependencies extends DependencyContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Metrics extends MetricsContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Sampling extends SamplingContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Tenancy extends TenancyContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    protected StorageFixture fixture() {
      return FIXTURE;
    }
  }
}
