// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Opens storages on a local Log Service of the test's own. */
final class LocalStorages {
  static final StorageContext CONTEXT =
      new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, Path.of("unused"));

  private LocalStorages() {}

  /** Settings for a project; {@code more} alternates names without prefix and values. */
  static Map<String, String> settings(
      LocalLogServiceExtension service, String project, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("aliyun-log.endpoint", service.endpoint());
    settings.put("aliyun-log.target", service.target());
    settings.put("aliyun-log.project", project);
    settings.put("aliyun-log.access-key-id", LocalLogServiceExtension.KEY.id());
    settings.put("aliyun-log.access-key-secret", LocalLogServiceExtension.KEY.secret());
    settings.put("aliyun-log.catalog-age", "0s");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("aliyun-log." + more[i], more[i + 1]);
    }
    return settings;
  }

  /** A prepared storage. */
  static TraceStorage open(LocalLogServiceExtension service, String project, String... more) {
    TraceStorage storage = new LocalProvider().open(settings(service, project, more), CONTEXT);
    storage.prepare(Duration.ofSeconds(30));
    return storage;
  }
}
