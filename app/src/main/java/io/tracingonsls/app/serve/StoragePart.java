// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.storage.MeasuredStorage;
import io.tracingonsls.app.storage.PrometheusStorageMetrics;
import io.tracingonsls.app.storage.ReadMetrics;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Opens the chosen storage and has it watched. */
final class StoragePart {
  private StoragePart() {}

  static TraceStorage open(ServerProcess process, StorageChoice choice) {
    StorageMetrics metrics = new PrometheusStorageMetrics(process.registry());
    TraceStorage storage = process.add(
        "storage",
        measured(
            process,
            choice,
            "primary",
            choice.open(new StorageContext(
                process.clock(), metrics, process.values().get(StorageSettings.DATA_DIR)))));
    Set<String> tenants = tenants(process, storage);
    StorageMonitor monitor =
        process.add("storage monitor", new StorageMonitor(storage, tenants, metrics));
    process.admin().part("storage", monitor::status);
    monitor.start();
    return storage;
  }

  private static TraceStorage measured(
      ServerProcess process, StorageChoice choice, String role, TraceStorage storage) {
    return new MeasuredStorage(
        storage, new ReadMetrics.Source(choice.id(), role), process.readMetrics());
  }

  /** The tenants that are known by name, each with a place in the storage. */
  private static Set<String> tenants(ServerProcess process, TraceStorage storage) {
    SettingValues values = process.values();
    if (!values.get(QueryFlags.TENANCY)) {
      return Set.of();
    }
    Set<String> tenants = new TreeSet<>(values.get(QueryFlags.TENANTS));
    for (String tenant : tenants) {
      try {
        storage.checkTenant(tenant);
      } catch (StorageException unfit) {
        throw new SettingsException(
            List.of("--" + QueryFlags.TENANTS.name() + ": " + unfit.getMessage()));
      }
    }
    return tenants;
  }

  /** Opens the storage of archived traces, if one is configured. */
  static @Nullable TraceStorage openArchive(ServerProcess process, StorageChoice choice) {
    StorageChoice archive = choice.archive();
    if (archive == null) {
      return null;
    }
    TraceStorage storage = process.add(
        "archive",
        measured(
            process,
            archive,
            "archive",
            archive.open(new StorageContext(
                process.clock(),
                StorageMetrics.NONE,
                process.values().get(StorageSettings.DATA_DIR)))));
    StorageMonitor monitor = process.add(
        "archive monitor",
        new StorageMonitor(storage, tenants(process, storage), StorageMetrics.NONE));
    process.admin().part("archive", monitor::status);
    monitor.start();
    return storage;
  }
}
