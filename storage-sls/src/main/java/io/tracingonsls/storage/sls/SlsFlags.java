// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.StorageSetting.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names, defaults and descriptions of the settings. */
public final class SlsFlags {
  static final String PREFIX = "aliyun-log.";
  static final String ARCHIVE_PREFIX = "aliyun-log.archive.";

  static final String ENDPOINT = PREFIX + "endpoint";
  static final String PROJECT = PREFIX + "project";
  static final String INSTANCE = PREFIX + "instance";
  static final String SPAN_LOGSTORE = PREFIX + "span-logstore";
  static final String DEPENDENCY_LOGSTORE = PREFIX + "span-dep-logstore";
  static final String TENANT_LOGSTORES = PREFIX + "tenant-logstores";
  static final String MAX_TENANTS = PREFIX + "max-tenants";
  static final String TARGET = PREFIX + "target";

  /** Not a setting: tells an archive the span Logstore of the storage that it belongs to. */
  static final String ARCHIVE_OF = PREFIX + "archive-of";

  static final String REGION = PREFIX + "region";
  static final String SIGNATURE_VERSION = PREFIX + "signature-version";
  static final String KEY_ID = PREFIX + "access-key-id";
  static final String KEY_SECRET = PREFIX + "access-key-secret";
  static final String KEY_ID_FILE = PREFIX + "access-key-id-file";
  static final String KEY_SECRET_FILE = PREFIX + "access-key-secret-file";
  static final String TOKEN = PREFIX + "security-token";
  static final String TOKEN_FILE = PREFIX + "security-token-file";
  static final String CREDENTIALS = PREFIX + "credentials";
  static final String RAM_ROLE = PREFIX + "ram-role";
  static final String K8S_FLAG = PREFIX + "alicloud-k8s-flag";
  static final String INIT_RESOURCE = PREFIX + "init-resource-flag";
  static final String INIT_CONSOLE = PREFIX + "init-console-flag";
  static final String LAYOUT = PREFIX + "layout";
  static final String TTL_DAYS = PREFIX + "ttl-days";
  static final String SHARDS = PREFIX + "shard-count";
  static final String MAX_SHARDS = PREFIX + "max-shard-count";
  static final String LOOK_BACK = PREFIX + "max-query-duration";
  static final String LONGEST_SPAN = PREFIX + "longest-span";
  static final String MAX_SPAN_AGE = PREFIX + "max-span-age";
  static final String QUERY_LOGSTORES = PREFIX + "query-logstores";
  static final String CONSOLE_URL = PREFIX + "console-url";
  static final String CATALOG_AGE = PREFIX + "catalog-age";
  static final String PARALLEL_READS = PREFIX + "parallel-reads";
  static final String SENDERS = PREFIX + "write-senders";
  static final String BATCH_BYTES = PREFIX + "write-batch-bytes";
  static final String LINGER = PREFIX + "write-linger";
  static final String QUEUE_BYTES = PREFIX + "write-queue-bytes";
  static final String SPOOL = PREFIX + "spool";
  static final String SPOOL_DIR = PREFIX + "spool-dir";
  static final String SPOOL_BYTES = PREFIX + "spool-max-bytes";
  static final String SPOOL_DURABILITY = PREFIX + "spool-durability";
  static final String CONNECT_TIMEOUT = PREFIX + "connect-timeout";
  static final String ANSWER_TIMEOUT = PREFIX + "answer-timeout";
  static final String SOURCE = PREFIX + "source-address";
  static final String ALLOW_PURGE = PREFIX + "allow-purge";

  /** Names that an archive storage may have of its own. */
  private static final List<String> ARCHIVE = List.of(
      ENDPOINT,
      PROJECT,
      SPAN_LOGSTORE,
      KEY_ID,
      KEY_SECRET,
      KEY_ID_FILE,
      KEY_SECRET_FILE,
      TTL_DAYS,
      LOOK_BACK);

  /** Traces are archived to be found long after; a wide window costs little, since archived traces are asked for by id only. */
  private static final String ARCHIVE_LOOK_BACK = "87600h";

  private SlsFlags() {}

  static List<StorageSetting> all(SlsDefaults defaults) {
    List<StorageSetting> settings = new ArrayList<>();
    place(settings, defaults);
    credentials(settings);
    resources(settings, defaults);
    reading(settings, defaults);
    writing(settings, defaults);
    for (StorageSetting setting : List.copyOf(settings)) {
      if (ARCHIVE.contains(setting.name())) {
        settings.add(new StorageSetting(
            ARCHIVE_PREFIX + setting.name().substring(PREFIX.length()),
            setting.kind(),
            setting.name().equals(LOOK_BACK) ? ARCHIVE_LOOK_BACK : "",
            "For the archive of traces: " + setting.description()));
      }
    }
    return List.copyOf(settings);
  }

  /**
   * The settings of the archive: those of the main storage, replaced by those that the archive has of its own; empty when no archive is
   * configured, which is when it has no Logstore of its own.
   */
  public static Map<String, String> archive(Map<String, String> settings) {
    if (settings.getOrDefault(ARCHIVE_PREFIX + "span-logstore", "").isEmpty()) {
      return Map.of();
    }
    Map<String, String> archive = new HashMap<>();
    archive.put(LOOK_BACK, ARCHIVE_LOOK_BACK);
    settings.forEach((name, value) -> {
      if (!name.startsWith(ARCHIVE_PREFIX)) {
        archive.putIfAbsent(name, value);
      } else if (!value.isEmpty()) {
        archive.put(PREFIX + name.substring(ARCHIVE_PREFIX.length()), value);
      }
    });
    String instance = settings.getOrDefault(INSTANCE, "");
    archive.put(
        ARCHIVE_OF, SlsSettings.logstore(settings.getOrDefault(SPAN_LOGSTORE, ""), instance));
    archive.remove(TENANT_LOGSTORES);
    archive.remove(INSTANCE);
    archive.put(INIT_CONSOLE, "false");
    return archive;
  }

  private static void place(List<StorageSetting> settings, SlsDefaults defaults) {
    add(
        settings,
        ENDPOINT,
        Kind.TEXT,
        defaults.endpoint(),
        "Log Service endpoint of the region, such as cn-hangzhou.log.aliyuncs.com; https unless it says http://.");
    add(settings, PROJECT, Kind.TEXT, defaults.project(), "Project; made when missing.");
    add(
        settings,
        INSTANCE,
        Kind.TEXT,
        "",
        "Name of a Trace instance: spans go to NAME-traces, dependencies come from NAME-traces-deps.");
    add(
        settings,
        SPAN_LOGSTORE,
        Kind.TEXT,
        "",
        "Logstore of the spans; made when missing. Default: jaeger-span, or that of the Trace instance.");
    add(
        settings,
        DEPENDENCY_LOGSTORE,
        Kind.TEXT,
        "",
        "Logstore that a Trace instance's jobs write dependencies to; without one they are computed from spans.");
    add(
        settings,
        TENANT_LOGSTORES,
        Kind.TEXT,
        "",
        "Logstores of tenants, as tenant=logstore separated by commas; others use the name of the span Logstore, a hyphen and their own.");
    add(
        settings,
        MAX_TENANTS,
        Kind.INTEGER,
        "100",
        "Tenants that a process works for at most; further ones are unknown.");
    add(
        settings,
        TARGET,
        Kind.TEXT,
        defaults.target(),
        "Address to connect to instead of the endpoint, such as http://127.0.0.1:12690; requests still name the endpoint.");
    add(
        settings,
        REGION,
        Kind.TEXT,
        "",
        "Region, such as cn-hangzhou; needed for signature version v4.");
    add(settings, SIGNATURE_VERSION, Kind.TEXT, "v1", "How requests are signed: v1 or v4.");
  }

  private static void credentials(List<StorageSetting> settings) {
    add(settings, KEY_ID, Kind.TEXT, "", "Access key id.");
    add(settings, KEY_SECRET, Kind.SECRET, "", "Access key secret; better given as a file.");
    add(
        settings,
        KEY_ID_FILE,
        Kind.FILE,
        "",
        "File with the access key id; read again when it changes.");
    add(
        settings,
        KEY_SECRET_FILE,
        Kind.FILE,
        "",
        "File with the access key secret; read again when it changes.");
    add(settings, TOKEN, Kind.SECRET, "", "Security token of temporary credentials.");
    add(
        settings,
        TOKEN_FILE,
        Kind.FILE,
        "",
        "File with the security token; read again when it changes.");
    add(
        settings,
        CREDENTIALS,
        Kind.TEXT,
        "auto",
        "Where credentials come from: auto, static, files, environment, ram-role or oidc; auto takes the first that is there.");
    add(
        settings,
        RAM_ROLE,
        Kind.TEXT,
        "",
        "Name of the RAM role attached to the machine; empty asks the machine for it.");
    add(
        settings,
        K8S_FLAG,
        Kind.BOOLEAN,
        "false",
        "Older name for taking credentials from the machine's RAM role.");
  }

  private static void resources(List<StorageSetting> settings, SlsDefaults defaults) {
    add(
        settings,
        INIT_RESOURCE,
        Kind.BOOLEAN,
        "true",
        "Make missing project, Logstore and index at start; what exists is never altered.");
    add(
        settings,
        INIT_CONSOLE,
        Kind.BOOLEAN,
        Boolean.toString(!defaults.local()),
        "Make a dashboard and saved searches in the console together with a new Logstore; see the command provision.");
    add(
        settings,
        LAYOUT,
        Kind.TEXT,
        "auto",
        "Layout of new rows: auto (what the Logstore's index supports), sls-trace or jaeger-legacy.");
    add(settings, TTL_DAYS, Kind.INTEGER, "30", "Days that a new Logstore keeps logs, 1 to 3650.");
    add(settings, SHARDS, Kind.INTEGER, "2", "Shards of a new Logstore, 1 to 10.");
    add(
        settings,
        MAX_SHARDS,
        Kind.INTEGER,
        "32",
        "Up to how many shards a new Logstore splits by itself.");
    add(
        settings,
        ALLOW_PURGE,
        Kind.BOOLEAN,
        "false",
        "Let tests delete all spans; never set this on data that matters.");
  }

  private static void reading(List<StorageSetting> settings, SlsDefaults defaults) {
    add(
        settings,
        LOOK_BACK,
        Kind.DURATION,
        "168h",
        "How far back traces are looked for when a request names no time.");
    add(
        settings,
        LONGEST_SPAN,
        Kind.DURATION,
        "1h",
        "How much later than its start other tools' logs of a span may be stamped.");
    add(
        settings,
        QUERY_LOGSTORES,
        Kind.TEXT,
        "",
        "Further Logstores of the project that the explorer may read, separated by commas.");
    add(
        settings,
        CONSOLE_URL,
        Kind.TEXT,
        "",
        "Console that answers of the query server link to; empty: https://sls.console.aliyun.com for Log Service in the cloud,"
            + " none for a local one; none switches the links off.");
    add(
        settings,
        CATALOG_AGE,
        Kind.DURATION,
        defaults.catalogAge(),
        "How old lists of services and operations may be.");
    add(settings, PARALLEL_READS, Kind.INTEGER, "16", "Reading calls to Log Service at once.");
  }

  private static void writing(List<StorageSetting> settings, SlsDefaults defaults) {
    add(
        settings,
        MAX_SPAN_AGE,
        Kind.DURATION,
        defaults.maxSpanAge(),
        "Logs of spans that started longer ago carry the present time, because Log Service refuses old ones; 0s: never.");
    add(settings, SENDERS, Kind.INTEGER, "4", "Threads that send to Log Service.");
    add(
        settings,
        BATCH_BYTES,
        Kind.INTEGER,
        "1000000",
        "Raw bytes at which a batch goes at once, up to 3000000.");
    add(
        settings,
        LINGER,
        Kind.DURATION,
        "5ms",
        "How long a lone write waits for others to share a request.");
    add(
        settings,
        QUEUE_BYTES,
        Kind.INTEGER,
        "67108864",
        "Encoded bytes that may wait for Log Service; more is refused.");
    add(
        settings,
        SPOOL,
        Kind.BOOLEAN,
        "false",
        "Acknowledge spans when a spool on disk has them, and send them from there.");
    add(
        settings,
        SPOOL_DIR,
        Kind.FILE,
        "",
        "Directory of the spool; default: spool in the data directory.");
    add(
        settings,
        SPOOL_BYTES,
        Kind.TEXT,
        "2147483648",
        "Bytes that the spool may take; more is refused.");
    add(
        settings,
        SPOOL_DURABILITY,
        Kind.TEXT,
        "page-cache",
        "What the spool survives: page-cache (the process), group-fsync or request-fsync (the machine).");
    add(settings, CONNECT_TIMEOUT, Kind.DURATION, "5s", "Time-out of connecting.");
    add(settings, ANSWER_TIMEOUT, Kind.DURATION, "30s", "Time-out of waiting for an answer.");
    add(settings, SOURCE, Kind.TEXT, "", "Source of the rows; default: this machine's address.");
  }

  private static void add(
      List<StorageSetting> settings, String name, Kind kind, String fallback, String text) {
    settings.add(new StorageSetting(name, kind, fallback, text));
  }
}
