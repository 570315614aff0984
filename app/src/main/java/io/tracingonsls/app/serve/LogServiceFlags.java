// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Sensitive;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import java.nio.file.Path;
import java.util.List;

/** Settings of the local Log Service. */
final class LogServiceFlags {
  static final int DEFAULT_PORT = 12_690;
  private static final String GROUP = "Local Log Service";

  static final Setting<HostPort> HTTP = Setting.hostPort(
          "log-service.http.host-port", ":" + DEFAULT_PORT)
      .group("Listeners")
      .describe("Log Service's protocol.");
  static final Setting<String> ACCESS_KEY_ID = Setting.text("log-service.access-key-id", "")
      .group(GROUP)
      .describe(
          "Id of the key pair that requests must be signed with; empty: made at the first start and kept in the data directory.");
  static final Setting<Sensitive> ACCESS_KEY_SECRET =
      Setting.secret("log-service.access-key-secret").group(GROUP).describe("Secret of that pair.");

  static final Setting<Path> ACCESS_KEY_ID_FILE = Setting.file("log-service.access-key-id-file", "")
      .group(GROUP)
      .describe("File with the id of that pair.");
  static final Setting<Path> ACCESS_KEY_SECRET_FILE = Setting.file(
          "log-service.access-key-secret-file", "")
      .group(GROUP)
      .describe("File with the secret of that pair.");
  static final Setting<String> DURABILITY = Setting.of(
          "log-service.durability",
          SettingType.oneOf("page-cache", "group-fsync", "request-fsync"),
          "page-cache")
      .group(GROUP)
      .describe(
          "What acknowledged logs survive: page-cache the process's death, group-fsync and request-fsync a power cut too.");
  static final Setting<Long> MAX_DISK = Setting.bytes("log-service.max-disk-bytes", "0")
      .group(GROUP)
      .describe("Disk that one Logstore may take before its oldest logs go; 0: no limit.");
  static final Setting<Boolean> INDEX_ALL = Setting.bool("log-service.index-applies-to-all", false)
      .group(GROUP)
      .describe(
          "Whether an index configuration also covers logs written before it; the cloud does not do that.");
  static final Setting<Boolean> CLOUD_LIMITS = Setting.bool("log-service.cloud-limits", false)
      .group(GROUP)
      .describe(
          "Refuse what the cloud refuses: more than 5 MB or 500 writes a second per shard, logs older than 7 days.");

  private LogServiceFlags() {}

  static List<Setting<?>> all() {
    return List.of(
        ACCESS_KEY_ID,
        ACCESS_KEY_ID_FILE,
        ACCESS_KEY_SECRET,
        ACCESS_KEY_SECRET_FILE,
        DURABILITY,
        MAX_DISK,
        INDEX_ALL,
        CLOUD_LIMITS);
  }
}
