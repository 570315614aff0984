// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.http.QuotaSettings;
import io.tracingonsls.logservice.http.TimeWindow;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts the local Log Service. */
final class LogServicePart {
  private LogServicePart() {}

  static LocalLogService start(ServerProcess process) throws IOException {
    SettingValues values = process.values();
    Path directory = values.get(StorageSettings.DATA_DIR).resolve("log-service");
    LocalLogServiceSettings.Builder settings = LocalLogServiceSettings.builder(directory)
        .listen(process.address(LogServiceFlags.HTTP))
        .accessKeys(keys(values))
        .durability(values.get(LogServiceFlags.DURABILITY))
        .maxDiskBytesPerLogstore(values.get(LogServiceFlags.MAX_DISK))
        .indexAppliesToAll(values.get(LogServiceFlags.INDEX_ALL))
        .metrics(process.registry())
        .clock(process.clock());
    if (values.get(LogServiceFlags.CLOUD_LIMITS)) {
      settings.quotas(QuotaSettings.CLOUD).timeWindow(TimeWindow.CLOUD);
    }
    return process.add("local Log Service", LocalLogService.start(settings.build()));
  }

  private static List<AccessKey> keys(SettingValues values) throws IOException {
    String id =
        text(values, LogServiceFlags.ACCESS_KEY_ID_FILE, values.get(LogServiceFlags.ACCESS_KEY_ID));
    String secret = text(
        values,
        LogServiceFlags.ACCESS_KEY_SECRET_FILE,
        values.get(LogServiceFlags.ACCESS_KEY_SECRET).reveal());
    if (id.isEmpty() != secret.isEmpty()) {
      throw new UsageException("--" + LogServiceFlags.ACCESS_KEY_ID.name() + " and --"
          + LogServiceFlags.ACCESS_KEY_SECRET.name()
          + ": only one is set (expected: both or none)");
    }
    return id.isEmpty() ? List.of() : List.of(AccessKey.permanent(id, secret));
  }

  /** What the file holds, or {@code otherwise} where no file is named. */
  private static String text(SettingValues values, Setting<Path> setting, String otherwise)
      throws IOException {
    Path file = values.find(setting);
    if (file == null) {
      return otherwise;
    }
    if (!Files.isReadable(file)) {
      throw new UsageException(
          "--" + setting.name() + ": " + file + " (expected: a readable file)");
    }
    return Files.readString(file).strip();
  }
}
