// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.storage.PrometheusStorageMetrics;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import org.jspecify.annotations.Nullable;

/** Opens the chosen storage and has it watched. */
final class StoragePart {
  private StoragePart() {}

  static TraceStorage open(ServerProcess process, StorageChoice choice) {
    StorageMetrics metrics = new PrometheusStorageMetrics(process.registry());
    TraceStorage storage = process.add(
        "storage",
        choice.open(new StorageContext(
            process.clock(), metrics, process.values().get(StorageSettings.DATA_DIR))));
    StorageMonitor monitor = process.add("storage monitor", new StorageMonitor(storage, metrics));
    process.admin().part("storage", monitor::status);
    monitor.start();
    return storage;
  }

  /** Opens the storage of archived traces, if one is configured. */
  static @Nullable TraceStorage openArchive(ServerProcess process, StorageChoice choice) {
    StorageChoice archive = choice.archive();
    if (archive == null) {
      return null;
    }
    TraceStorage storage = process.add(
        "archive",
        archive.open(new StorageContext(
            process.clock(), StorageMetrics.NONE, process.values().get(StorageSettings.DATA_DIR))));
    StorageMonitor monitor =
        process.add("archive monitor", new StorageMonitor(storage, StorageMetrics.NONE));
    process.admin().part("archive", monitor::status);
    monitor.start();
    return storage;
  }
}
