// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ConsoleLinks;
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
import io.tracingonsls.storage.sls.provision.LogstoreProbe;
import io.tracingonsls.storage.sls.read.SlsCalls;
import io.tracingonsls.storage.sls.read.SlsSamplingStore;
import io.tracingonsls.storage.sls.spool.SpoolSpace;
import io.tracingonsls.storage.sls.write.QueueBudget;
import java.time.Clock;
import java.time.Duration;

/** Spans in a Logstore, and those of each tenant in another. Opening makes no calls; the first use does. */
public final class SlsTraceStorage implements TraceStorage {
  private static final StorageCapabilities CAPABILITIES =
      new StorageCapabilities(true, true, true, true, true, true, true, true, false);
  private static final Duration PURGE_TIME = Duration.ofSeconds(60);

  private final SlsSettings settings;
  private final SlsClient client;
  private final Clock clock;
  private final SlsCalls calls;
  private final TenantStores stores;
  private final TenantRouting routing;
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
    calls = new SlsCalls(
        client,
        settings.read().parallelCalls(),
        !settings.endpoint().target().isEmpty(),
        context.metrics());
    stores = new TenantStores(new SpanStore.Shared(
        settings,
        context,
        client,
        calls,
        new QueueBudget(settings.write().queueBytes()),
        new SpoolSpace(context.metrics())));
    routing = new TenantRouting(stores);
    String beside = SlsSettings.samplingLogstore(logstore.name());
    sampling = new SlsSamplingStore(
        calls, new LogstoreSpec(beside, logstore.ttlDays(), 1, 4), stores.main().provisioner());
  }

  @Override
  public SpanWriter spanWriter() {
    return routing;
  }

  @Override
  public SpanReader spanReader() {
    return routing;
  }

  @Override
  public CatalogReader catalogReader() {
    return routing;
  }

  @Override
  public DependencyReader dependencyReader() {
    return routing;
  }

  @Override
  public MetricsReader metricsReader() {
    return routing;
  }

  @Override
  public LogQuery logQuery() {
    return routing;
  }

  @Override
  public SamplingStore samplingStore() {
    return sampling;
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return routing;
  }

  @Override
  public ConsoleLinks consoleLinks() {
    return routing;
  }

  @Override
  public void checkTenant(String tenant) {
    stores.check(tenant);
  }

  @Override
  public void prepareTenant(String tenant, Duration timeout) {
    stores.prepare(tenant, timeout);
  }

  @Override
  public StorageCapabilities capabilities() {
    return settings.allowPurge()
        ? new StorageCapabilities(true, true, true, true, true, true, true, true, true)
        : CAPABILITIES;
  }

  @Override
  public void prepare(Duration timeout) {
    stores.prepare(timeout);
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
    stores.main().catalog().forget();
    stores.main().prepare(PURGE_TIME);
  }

  /** Writes out for up to ten seconds, then closes the rest. */
  @Override
  public void close() {
    stores.close();
    calls.close();
    client.close();
  }
}
