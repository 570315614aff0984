// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageProvider;
import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.Map;

/** The same storage against the local Log Service: other defaults, and its key pair from the data directory. */
public final class LocalProvider implements StorageProvider {
  /** Selects this storage. */
  public static final String ID = "local";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "the local Log Service";
  }

  @Override
  public List<StorageSetting> settings() {
    return SlsFlags.all(SlsDefaults.LOCAL);
  }

  @Override
  public TraceStorage open(Map<String, String> settings, StorageContext context) {
    return new SlsTraceStorage(
        SlsSettings.parse(settings, SlsDefaults.LOCAL, context, System.getenv()), context);
  }

  @Override
  public Map<String, String> archiveSettings(Map<String, String> settings) {
    return SlsFlags.archive(settings);
  }
}
