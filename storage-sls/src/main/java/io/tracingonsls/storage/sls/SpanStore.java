// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.ProvisionSettings;
import io.tracingonsls.storage.sls.provision.Provisioner;
import io.tracingonsls.storage.sls.read.ReadSettings;
import io.tracingonsls.storage.sls.read.SlsCalls;
import io.tracingonsls.storage.sls.read.SlsCatalogReader;
import io.tracingonsls.storage.sls.read.SlsConsoleLinks;
import io.tracingonsls.storage.sls.read.SlsDependencyReader;
import io.tracingonsls.storage.sls.read.SlsLogQuery;
import io.tracingonsls.storage.sls.read.SlsMetricsReader;
import io.tracingonsls.storage.sls.read.SlsSpanReader;
import io.tracingonsls.storage.sls.read.SlsTagSuggestions;
import io.tracingonsls.storage.sls.spool.SpoolSettings;
import io.tracingonsls.storage.sls.spool.SpoolSpace;
import io.tracingonsls.storage.sls.spool.SpoolingSpanWriter;
import io.tracingonsls.storage.sls.write.QueueBudget;
import io.tracingonsls.storage.sls.write.SlsSpanWriter;
import io.tracingonsls.storage.sls.write.WriteSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that reads and writes the spans of one Logstore. Threads start with the first write. */
final class SpanStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanStore.class);

  private final Provisioner provisioner;
  private final SlsSpanWriter direct;
  private final @Nullable SpoolingSpanWriter spool;
  private final SlsSpanReader reader;
  private final SlsCatalogReader catalog;
  private final SlsDependencyReader dependencies;
  private final SlsMetricsReader metrics;
  private final SlsLogQuery logQuery;
  private final SlsTagSuggestions suggestions;
  private final SlsConsoleLinks console;

  /** What all Logstores of a storage have in common. */
  record Shared(
      SlsSettings settings,
      StorageContext context,
      SlsClient client,
      SlsCalls calls,
      QueueBudget budget,
      SpoolSpace space) {}

  private SpanStore(
      Shared shared,
      ProvisionSettings provision,
      ReadSettings read,
      WriteSettings write,
      @Nullable SpoolSettings spooling,
      Set<String> explorable,
      StorageMetrics counts) {
    SlsClient client = shared.client();
    SlsCalls calls = shared.calls();
    Clock clock = shared.context().clock();
    String name = provision.logstore().name();
    LogstoreInspector inspector = new LogstoreInspector(client, name, provision.layout());
    provisioner = new Provisioner(client, provision, inspector, clock);
    direct = new SlsSpanWriter(client, name, inspector, write, shared.budget(), clock, counts);
    spool = spooling == null
        ? null
        : new SpoolingSpanWriter(
            direct, client, name, inspector, write, spooling, shared.space(), clock, counts);
    if (spool != null) {
      spool.hold();
    }
    reader = new SlsSpanReader(calls, read, inspector, clock);
    catalog = new SlsCatalogReader(calls, read, inspector, clock);
    dependencies = new SlsDependencyReader(calls, read, inspector, clock);
    metrics = new SlsMetricsReader(calls, read, inspector, clock);
    logQuery = new SlsLogQuery(calls, name, explorable);
    suggestions = new SlsTagSuggestions(calls, read, inspector, clock);
    console = new SlsConsoleLinks(shared.settings().console(), read, inspector, logQuery, clock);
  }

  /** The Logstore that the settings name. */
  static SpanStore main(Shared shared) {
    SlsSettings settings = shared.settings();
    return new SpanStore(
        shared,
        settings.provision(),
        settings.read(),
        settings.write(),
        settings.spool(),
        settings.queryLogstores(),
        shared.context().metrics());
  }

  /** A tenant's: as the other, with fewer threads, and none of the Logstores beside it. */
  static SpanStore ofTenant(Shared shared, String logstore) {
    SlsSettings settings = shared.settings();
    SpoolSettings spooling = settings.spool();
    return new SpanStore(
        shared,
        settings.provision().ofTenant(logstore),
        settings.read().ofTenant(logstore),
        settings.write().ofTenant(),
        spooling == null ? null : spooling.ofTenant(logstore),
        Set.of(),
        new TenantMetrics(shared.context().metrics()));
  }

  /** Whether the storage is up is told by the main Logstore: one tenant's trouble must not hide that of the whole. */
  private record TenantMetrics(StorageMetrics all) implements StorageMetrics {
    @Override
    public void count(String name, double amount, String... labels) {
      all.count(name, amount, labels);
    }

    @Override
    public void time(String name, double seconds, String... labels) {
      all.time(name, seconds, labels);
    }

    @Override
    public void gauge(String name, double value, String... labels) {
      if (!name.equals("storage_up")) {
        all.gauge(name, value, labels);
      }
    }
  }

  Provisioner provisioner() {
    return provisioner;
  }

  /** Makes what is missing; only then the spool begins to send. */
  void prepare(Duration timeout) {
    List<String> made = provisioner.prepare(timeout);
    LOG.debug("made {}", made);
    if (spool != null) {
      spool.release();
    }
  }

  SpanWriter writer() {
    return spool == null ? direct : spool;
  }

  /** Whether spans are safe before the Logstore is there. */
  boolean isSpooling() {
    return spool != null;
  }

  /** Opens the spool, if there is one, with what an earlier process left in it. */
  void startSpool() {
    if (spool != null) {
      spool.start();
    }
  }

  SlsSpanReader reader() {
    return reader;
  }

  SlsCatalogReader catalog() {
    return catalog;
  }

  SlsDependencyReader dependencies() {
    return dependencies;
  }

  SlsMetricsReader metrics() {
    return metrics;
  }

  SlsLogQuery logQuery() {
    return logQuery;
  }

  SlsConsoleLinks console() {
    return console;
  }

  SlsTagSuggestions suggestions() {
    return suggestions;
  }

  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
    direct.close();
  }
}
