// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageProvider;
import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.Map;

/** Spans in Alibaba Cloud's Log Service. */
public final class AliyunLogProvider implements StorageProvider {
  /** Selects this storage. */
  public static final String ID = "aliyun-log";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "Log Service of Alibaba Cloud";
  }

  @Override
  public List<StorageSetting> settings() {
    return SlsFlags.all(SlsDefaults.CLOUD);
  }

  @Override
  public TraceStorage open(Map<String, String> settings, StorageContext context) {
    return new SlsTraceStorage(
        SlsSettings.parse(settings, SlsDefaults.CLOUD, context, System.getenv()), context);
  }

  @Override
  public Map<String, String> archiveSettings(Map<String, String> settings) {
    return SlsFlags.archive(settings);
  }
}
