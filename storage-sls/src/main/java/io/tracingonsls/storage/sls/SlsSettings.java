// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.sls.client.CredentialSource;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsEndpoint;
import io.tracingonsls.storage.sls.provision.LayoutChoice;
import io.tracingonsls.storage.sls.provision.NameRules;
import io.tracingonsls.storage.sls.provision.ProvisionSettings;
import io.tracingonsls.storage.sls.read.ReadSettings;
import io.tracingonsls.storage.sls.search.ConsoleUrl;
import io.tracingonsls.storage.sls.spool.SpoolSettings;
import io.tracingonsls.storage.sls.write.WriteSettings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a storage, checked. Immutable.
 *
 * @param maxTenants tenants with a Logstore of their own
 * @param spool null when spans are acknowledged by Log Service itself
 * @param console null when there is none to link to
 */
public record SlsSettings(
    SlsEndpoint endpoint,
    CredentialSource credentials,
    ProvisionSettings provision,
    ReadSettings read,
    WriteSettings write,
    @Nullable SpoolSettings spool,
    Set<String> queryLogstores,
    @Nullable ConsoleUrl console,
    TenantNames tenants,
    int maxTenants,
    boolean allowPurge) {
  private static final String DEFAULT_LOGSTORE = "jaeger-span";
  private static final String CONSOLE = "https://sls.console.aliyun.com";

  /** For provisioning, checks, and the senders of tenants, which wait for one another if there are many. */
  private static final int SPARE_CONNECTIONS = 16;

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Reads and checks settings; sends nothing.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  static SlsSettings parse(
      Map<String, String> given,
      SlsDefaults defaults,
      StorageContext context,
      Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (StorageSetting setting : SlsFlags.all(defaults)) {
      String value = given.getOrDefault(setting.name(), "");
      values.put(setting.name(), value.isEmpty() ? setting.defaultValue() : value);
    }
    SettingTexts texts = new SettingTexts(values);
    String instance = texts.text(SlsFlags.INSTANCE);
    String logstore = logstore(texts.text(SlsFlags.SPAN_LOGSTORE), instance);
    NameRules.checkProject(SlsFlags.PROJECT, texts.text(SlsFlags.PROJECT));
    NameRules.checkLogstore(SlsFlags.SPAN_LOGSTORE, logstore);
    Set<String> queryLogstores = texts.list(SlsFlags.QUERY_LOGSTORES);
    queryLogstores.forEach(name -> NameRules.checkLogstore(SlsFlags.QUERY_LOGSTORES, name));
    int ttl = texts.integer(SlsFlags.TTL_DAYS, 1, 3650);
    WriteSettings write = write(texts, defaults, ttl);
    ReadSettings read = read(texts, logstore, instance);
    SlsEndpoint endpoint =
        endpoint(texts, write.senders() + read.parallelCalls() + SPARE_CONNECTIONS);
    return new SlsSettings(
        endpoint,
        CredentialSettings.source(texts, defaults, context, environment),
        provision(texts, logstore, ttl, !instance.isEmpty()),
        read,
        write,
        spool(texts, logstore, context),
        queryLogstores,
        console(texts, endpoint, defaults),
        tenants(texts, logstore, read, given),
        texts.integer(SlsFlags.MAX_TENANTS, 1, 10_000),
        texts.bool(SlsFlags.ALLOW_PURGE));
  }

  private static @Nullable ConsoleUrl console(
      SettingTexts texts, SlsEndpoint endpoint, SlsDefaults defaults) {
    String given = texts.text(SlsFlags.CONSOLE_URL);
    boolean cloud = !defaults.local() && endpoint.target().isEmpty();
    String url = given.isEmpty() && cloud ? CONSOLE : given;
    return url.isEmpty() || url.equals("none")
        ? null
        : ConsoleUrl.of(
            SlsFlags.CONSOLE_URL,
            url,
            texts.text(SlsFlags.PROJECT),
            defaults.local() ? "" : StorageProvision.region(endpoint));
  }

  private static TenantNames tenants(
      SettingTexts texts, String logstore, ReadSettings read, Map<String, String> given) {
    Set<String> taken = new HashSet<>(texts.list(SlsFlags.QUERY_LOGSTORES));
    taken.add(samplingLogstore(logstore));
    taken.add(read.dependencyLogstore());
    List<String> others = new ArrayList<>();
    others.add(given.getOrDefault(SlsFlags.ARCHIVE_PREFIX + "span-logstore", ""));
    others.add(given.getOrDefault(SlsFlags.ARCHIVE_OF, ""));
    others.removeIf(String::isEmpty);
    Set<String> unfit = new HashSet<>(taken);
    unfit.addAll(others);
    Map<String, String> named =
        TenantNames.parse(SlsFlags.TENANT_LOGSTORES, texts.list(SlsFlags.TENANT_LOGSTORES), unfit);
    return new TenantNames(logstore, named, taken, others);
  }

  /** Where adaptive sampling keeps what collectors share. */
  static String samplingLogstore(String logstore) {
    String suffix = "-sampling";
    int most = 63 - suffix.length();
    return (logstore.length() > most ? logstore.substring(0, most) : logstore) + suffix;
  }

  /** The span Logstore, given or not. */
  static String logstore(String given, String instance) {
    if (!given.isEmpty()) {
      return given;
    }
    return instance.isEmpty() ? DEFAULT_LOGSTORE : instance + "-traces";
  }

  private static SlsEndpoint endpoint(SettingTexts texts, int connections) {
    String version = texts.text(SlsFlags.SIGNATURE_VERSION);
    if (!version.equals("v1") && !version.equals("v4")) {
      throw texts.bad(SlsFlags.SIGNATURE_VERSION, "v1 or v4");
    }
    if (version.equals("v4") && texts.text(SlsFlags.REGION).isEmpty()) {
      throw texts.bad(SlsFlags.REGION, "a region such as cn-hangzhou, because of signature v4");
    }
    if (texts.text(SlsFlags.ENDPOINT).isEmpty()) {
      throw texts.bad(SlsFlags.ENDPOINT, "a host such as cn-hangzhou.log.aliyuncs.com");
    }
    try {
      return new SlsEndpoint(
          texts.text(SlsFlags.ENDPOINT),
          texts.text(SlsFlags.PROJECT),
          texts.text(SlsFlags.TARGET),
          version.equals("v4"),
          texts.text(SlsFlags.REGION),
          connections,
          texts.duration(SlsFlags.CONNECT_TIMEOUT, Duration.ofMillis(1), Duration.ofMinutes(5)),
          texts.duration(SlsFlags.ANSWER_TIMEOUT, Duration.ofMillis(1), Duration.ofMinutes(10)));
    } catch (IllegalArgumentException bad) {
      String message = String.valueOf(bad.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(SlsFlags.PREFIX) ? message : SlsFlags.PREFIX + message, bad);
    }
  }

  private static ProvisionSettings provision(
      SettingTexts texts, String logstore, int ttl, boolean traceInstance) {
    int shards = texts.integer(SlsFlags.SHARDS, 1, 10);
    return new ProvisionSettings(
        texts.text(SlsFlags.PROJECT),
        new LogstoreSpec(logstore, ttl, shards, texts.integer(SlsFlags.MAX_SHARDS, shards, 256)),
        LayoutChoice.of(SlsFlags.LAYOUT, texts.text(SlsFlags.LAYOUT)),
        texts.bool(SlsFlags.INIT_RESOURCE),
        texts.bool(SlsFlags.INIT_CONSOLE),
        traceInstance);
  }

  private static ReadSettings read(SettingTexts texts, String logstore, String instance) {
    String dependencies = texts.text(SlsFlags.DEPENDENCY_LOGSTORE);
    if (dependencies.isEmpty() && !instance.isEmpty()) {
      dependencies = instance + "-traces-deps";
    }
    if (!dependencies.isEmpty()) {
      NameRules.checkLogstore(SlsFlags.DEPENDENCY_LOGSTORE, dependencies);
    }
    return new ReadSettings(
        logstore,
        dependencies,
        texts.duration(SlsFlags.LOOK_BACK, Duration.ofSeconds(1), DAY.multipliedBy(36_500)),
        texts.duration(SlsFlags.LONGEST_SPAN, Duration.ZERO, DAY.multipliedBy(365)),
        texts.integer(SlsFlags.PARALLEL_READS, 1, 256),
        texts.duration(SlsFlags.CATALOG_AGE, Duration.ZERO, DAY));
  }

  private static WriteSettings write(SettingTexts texts, SlsDefaults defaults, int ttl) {
    Duration linger = texts.duration(SlsFlags.LINGER, Duration.ZERO, Duration.ofSeconds(10));
    Duration age = texts.duration(SlsFlags.MAX_SPAN_AGE, Duration.ZERO, DAY.multipliedBy(3650));
    Duration kept = Duration.ofHours(ttl * 24L - 1);
    boolean keptShorter = age.isZero() || age.compareTo(kept) > 0;
    String source = texts.text(SlsFlags.SOURCE);
    return new WriteSettings(
        texts.integer(SlsFlags.SENDERS, 1, 256),
        texts.integer(SlsFlags.BATCH_BYTES, 1, WriteSettings.MAX_GROUP_BYTES),
        linger,
        linger.multipliedBy(6),
        texts.integer(SlsFlags.QUEUE_BYTES, WriteSettings.MAX_GROUP_BYTES, Integer.MAX_VALUE),
        keptShorter ? kept : age,
        defaults.local() ? Duration.ZERO : Duration.ofMinutes(14),
        source.isEmpty() ? ownAddress() : source);
  }

  private static @Nullable SpoolSettings spool(
      SettingTexts texts, String logstore, StorageContext context) {
    String directory = texts.text(SlsFlags.SPOOL_DIR);
    long bytes = texts.number(SlsFlags.SPOOL_BYTES, 1 << 20);
    Durability durability;
    try {
      durability = Durability.parse(texts.text(SlsFlags.SPOOL_DURABILITY));
    } catch (IllegalArgumentException unknown) {
      throw texts.bad(SlsFlags.SPOOL_DURABILITY, "page-cache, group-fsync or request-fsync");
    }
    if (!texts.bool(SlsFlags.SPOOL)) {
      return null;
    }
    Path path = directory.isEmpty()
        ? context.dataDir().resolve("spool").resolve(texts.text(SlsFlags.PROJECT) + "." + logstore)
        : Path.of(directory);
    return new SpoolSettings(path, bytes, durability);
  }

  /** This machine's first IPv4 address that others may know. */
  private static String ownAddress() {
    try {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(card.getInetAddresses())) {
          if (!address.isLoopbackAddress() && address.getAddress().length == 4) {
            return address.getHostAddress();
          }
        }
      }
    } catch (SocketException unknown) {
      return "0.0.0.0";
    }
    return "127.0.0.1";
  }
}
