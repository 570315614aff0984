// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TagSuggestions;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.LogstoreProbe;
import io.tracingonsls.storage.sls.provision.Provisioner;
import io.tracingonsls.storage.sls.read.SlsCalls;
import io.tracingonsls.storage.sls.read.SlsCatalogReader;
import io.tracingonsls.storage.sls.read.SlsDependencyReader;
import io.tracingonsls.storage.sls.read.SlsLogQuery;
import io.tracingonsls.storage.sls.read.SlsMetricsReader;
import io.tracingonsls.storage.sls.read.SlsSamplingStore;
import io.tracingonsls.storage.sls.read.SlsSpanReader;
import io.tracingonsls.storage.sls.read.SlsTagSuggestions;
import io.tracingonsls.storage.sls.spool.SpoolSettings;
import io.tracingonsls.storage.sls.spool.SpoolingSpanWriter;
import io.tracingonsls.storage.sls.write.SlsSpanWriter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Spans in one Logstore. Opening makes no calls; the first use does. */
public final class SlsTraceStorage implements TraceStorage {
  private static final StorageCapabilities CAPABILITIES =
      new StorageCapabilities(true, true, true, true, true, true, true, true, false);
  private static final Duration PURGE_TIME = Duration.ofSeconds(60);

  private final SlsSettings settings;
  private final SlsClient client;
  private final Clock clock;
  private final LogstoreInspector inspector;
  private final Provisioner provisioner;
  private final SlsCalls calls;
  private final SlsSpanWriter writer;
  private final @Nullable SpoolingSpanWriter spool;
  private final SlsSpanReader reader;
  private final SlsCatalogReader catalog;
  private final SlsDependencyReader dependencies;
  private final SlsMetricsReader metrics;
  private final SlsLogQuery logQuery;
  private final SlsTagSuggestions suggestions;
  private final SlsSamplingStore sampling;

  SlsTraceStorage(SlsSettings settings, StorageContext context) {
    this(
        settings,
        context,
        new SdkSlsClient(
            settings.endpoint(), settings.credentials(), settings.write().sourceAddress()));
  }

  /** With a client of the caller's, which this storage closes. */
  SlsTraceStorage(SlsSettings settings, StorageContext context, SlsClient client) {
    this.settings = settings;
    this.client = client;
    this.clock = context.clock();
    SlsMetrics.declare(context.metrics());
    LogstoreSpec logstore = settings.provision().logstore();
    String name = logstore.name();
    inspector = new LogstoreInspector(client, name, settings.provision().layout());
    provisioner = new Provisioner(client, settings.provision(), inspector, clock);
    calls = new SlsCalls(
        client,
        settings.read().parallelCalls(),
        !settings.endpoint().target().isEmpty(),
        context.metrics());
    writer = new SlsSpanWriter(client, name, inspector, settings.write(), clock, context.metrics());
    SpoolSettings spooling = settings.spool();
    spool = spooling == null
        ? null
        : new SpoolingSpanWriter(
            writer, client, name, inspector, settings.write(), spooling, clock, context.metrics());
    reader = new SlsSpanReader(calls, settings.read(), inspector, clock);
    catalog = new SlsCatalogReader(calls, settings.read(), inspector, clock);
    dependencies = new SlsDependencyReader(calls, settings.read(), inspector, clock);
    metrics = new SlsMetricsReader(calls, settings.read(), inspector, clock);
    logQuery = new SlsLogQuery(calls, name, settings.queryLogstores());
    suggestions = new SlsTagSuggestions(calls, settings.read(), inspector, clock);
    sampling = new SlsSamplingStore(
        calls, new LogstoreSpec(samplingName(name), logstore.ttlDays(), 1, 4), provisioner);
  }

  private static String samplingName(String logstore) {
    String suffix = "-sampling";
    int most = 63 - suffix.length();
    return (logstore.length() > most ? logstore.substring(0, most) : logstore) + suffix;
  }

  @Override
  public SpanWriter spanWriter() {
    return spool == null ? writer : spool;
  }

  @Override
  public SpanReader spanReader() {
    return reader;
  }

  @Override
  public CatalogReader catalogReader() {
    return catalog;
  }

  @Override
  public DependencyReader dependencyReader() {
    return dependencies;
  }

  @Override
  public MetricsReader metricsReader() {
    return metrics;
  }

  @Override
  public LogQuery logQuery() {
    return logQuery;
  }

  @Override
  public SamplingStore samplingStore() {
    return sampling;
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return suggestions;
  }

  @Override
  public StorageCapabilities capabilities() {
    return settings.allowPurge()
        ? new StorageCapabilities(true, true, true, true, true, true, true, true, true)
        : CAPABILITIES;
  }

  @Override
  public void prepare(Duration timeout) {
    if (spool != null) {
      spool.start();
    }
    provisioner.prepare(timeout);
  }

  @Override
  public Health check() {
    try {
      String logstore = settings.provision().logstore().name();
      return LogstoreProbe.look(client, logstore, clock) == LogstoreProbe.Use.SEARCH
          ? Health.UP
          : new Health(true, "ok; the key may not search " + logstore);
    } catch (SlsFailure | StorageException failure) {
      return Health.down(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public void purge() {
    if (!settings.allowPurge()) {
      throw new StorageException(
          StorageError.UNSUPPORTED,
          "this storage cannot be purged: " + SlsFlags.ALLOW_PURGE + " is not set");
    }
    try {
      client.deleteLogstore(settings.provision().logstore().name());
    } catch (SlsFailure failure) {
      if (failure.kind() != SlsFailure.Kind.MISSING) {
        throw failure.toStorageException();
      }
    }
    catalog.forget();
    provisioner.prepare(PURGE_TIME);
  }

  /** Writes out for up to ten seconds, then closes the rest. */
  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
    writer.close();
    calls.close();
    client.close();
  }
}
