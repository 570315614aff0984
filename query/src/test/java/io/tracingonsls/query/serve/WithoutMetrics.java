// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.TraceStorage;
import java.time.Duration;

/** A storage that measures nothing, as Jaeger without a metrics backend. */
record WithoutMetrics(TraceStorage storage) implements TraceStorage {
  @Override
  public SpanWriter spanWriter() {
    return storage.spanWriter();
  }

  @Override
  public SpanReader spanReader() {
    return storage.spanReader();
  }

  @Override
  public CatalogReader catalogReader() {
    return storage.catalogReader();
  }

  @Override
  public DependencyReader dependencyReader() {
    return storage.dependencyReader();
  }

  @Override
  public StorageCapabilities capabilities() {
    return new StorageCapabilities(true, true, true, true, false, false, false, false, false);
  }

  @Override
  public void prepare(Duration timeout) {
    storage.prepare(timeout);
  }

  @Override
  public Health check() {
    return storage.check();
  }

  @Override
  public void close() {
    storage.close();
  }
}
