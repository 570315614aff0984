// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.admin.AdminLimits;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.http.QuotaSettings;
import io.tracingonsls.logservice.http.TimeWindow;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.HostPort;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a local Log Service runs. Immutable; made by {@link #builder}. */
public final class LocalLogServiceSettings {
  /** The endpoint host name clients use unless told otherwise. */
  public static final String DEFAULT_ENDPOINT = "cn-local.log.aliyuncs.com";

  private final Path dataDir;
  private final HostPort listen;
  private final @Nullable PrometheusRegistry metrics;
  private final List<String> endpoints;
  private final String region;
  private final List<AccessKey> accessKeys;
  private final boolean authentication;
  private final boolean indexAppliesToAll;
  private final EngineOptions engine;
  private final QuotaSettings quotas;
  private final TimeWindow timeWindow;
  private final AdminLimits adminLimits;
  private final long maxDiskBytesPerLogstore;
  private final long inFlightBytes;
  private final int writeThreads;
  private final int queryThreads;
  private final Duration drain;
  private final @Nullable Faults faults;
  private final Clock clock;

  private LocalLogServiceSettings(Builder builder) {
    this.dataDir = builder.dataDir;
    this.listen = builder.listen;
    this.metrics = builder.metrics;
    this.endpoints = List.copyOf(builder.endpoints);
    this.region = builder.region;
    this.accessKeys = List.copyOf(builder.accessKeys);
    this.authentication = builder.authentication;
    this.indexAppliesToAll = builder.indexAppliesToAll;
    this.engine = builder.engine;
    this.quotas = builder.quotas;
    this.timeWindow = builder.timeWindow;
    this.adminLimits = builder.adminLimits;
    this.maxDiskBytesPerLogstore = builder.maxDiskBytesPerLogstore;
    this.inFlightBytes = builder.inFlightBytes;
    this.writeThreads = builder.writeThreads;
    this.queryThreads = builder.queryThreads;
    this.drain = builder.drain;
    this.faults = builder.faults;
    this.clock = builder.clock;
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: none (expected: at least one host name)");
    }
    if (writeThreads < 1 || queryThreads < 1 || inFlightBytes < 1 || maxDiskBytesPerLogstore < 0) {
      throw new IllegalArgumentException("threads or bytes: out of range (expected: at least 1)");
    }
  }

  /** Starts with the defaults: 127.0.0.1:12690, no metrics, keys made in the data folder. */
  public static Builder builder(Path dataDir) {
    return new Builder(dataDir);
  }

  /** Folder of everything that is kept, made when absent. */
  public Path dataDir() {
    return dataDir;
  }

  /** Where the protocol is served; port 0 takes any free one. */
  public HostPort listen() {
    return listen;
  }

  /** Where metrics are registered while the service runs; null for nowhere. */
  public @Nullable PrometheusRegistry metrics() {
    return metrics;
  }

  /** Host names of the service, the first one is shown to clients. */
  public List<String> endpoints() {
    return endpoints;
  }

  /** Region name shown to clients. */
  public String region() {
    return region;
  }

  /** Keys that may sign requests; empty for the pair of the data folder. */
  public List<AccessKey> accessKeys() {
    return accessKeys;
  }

  /** Whether requests must be signed. */
  public boolean authentication() {
    return authentication;
  }

  /** Whether an index configuration also covers logs written before it, which it does not in the cloud. */
  public boolean indexAppliesToAll() {
    return indexAppliesToAll;
  }

  /** How logs are kept: durability, segment and cache sizes. */
  public EngineOptions engine() {
    return engine;
  }

  /** Rates above which calls are refused. */
  public QuotaSettings quotas() {
    return quotas;
  }

  /** Which times written logs may carry. */
  public TimeWindow timeWindow() {
    return timeWindow;
  }

  /** How many projects, Logstores and shards may exist. */
  public AdminLimits adminLimits() {
    return adminLimits;
  }

  /** Disk cap of one Logstore, beyond which its oldest logs go; 0 for none. */
  public long maxDiskBytesPerLogstore() {
    return maxDiskBytesPerLogstore;
  }

  /** Memory that request bodies may take together. */
  public long inFlightBytes() {
    return inFlightBytes;
  }

  /** Threads that take in writes. */
  public int writeThreads() {
    return writeThreads;
  }

  /** Queries that run at the same time. */
  public int queryThreads() {
    return queryThreads;
  }

  /** How long {@code close} lets running calls end. */
  public Duration drain() {
    return drain;
  }

  /** A test's script of faults; null in production. */
  public @Nullable Faults faults() {
    return faults;
  }

  /** The time. */
  public Clock clock() {
    return clock;
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {
    private final Path dataDir;
    private HostPort listen = new HostPort("127.0.0.1", 12690);
    private @Nullable PrometheusRegistry metrics;
    private List<String> endpoints = List.of(DEFAULT_ENDPOINT);
    private String region = "cn-local";
    private List<AccessKey> accessKeys = List.of();
    private boolean authentication = true;
    private boolean indexAppliesToAll;
    private EngineOptions engine = EngineOptions.DEFAULT;
    private QuotaSettings quotas = QuotaSettings.OFF;
    private TimeWindow timeWindow = TimeWindow.ANY;
    private AdminLimits adminLimits = AdminLimits.DOCUMENTED;
    private long maxDiskBytesPerLogstore;
    private long inFlightBytes = Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 8);
    private int writeThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private int queryThreads = Math.max(4, Runtime.getRuntime().availableProcessors());
    private Duration drain = Duration.ofSeconds(5);
    private @Nullable Faults faults;
    private Clock clock = Clock.systemUTC();

    private Builder(Path dataDir) {
      this.dataDir = Objects.requireNonNull(dataDir, "dataDir");
    }

    public Builder listen(HostPort value) {
      this.listen = value;
      return this;
    }

    public Builder metrics(@Nullable PrometheusRegistry value) {
      this.metrics = value;
      return this;
    }

    public Builder endpoints(List<String> value) {
      this.endpoints = value;
      return this;
    }

    public Builder region(String value) {
      this.region = value;
      return this;
    }

    public Builder accessKeys(List<AccessKey> value) {
      this.accessKeys = value;
      return this;
    }

    public Builder authentication(boolean value) {
      this.authentication = value;
      return this;
    }

    public Builder indexAppliesToAll(boolean value) {
      this.indexAppliesToAll = value;
      return this;
    }

    public Builder engine(EngineOptions value) {
      this.engine = value;
      return this;
    }

    /** What acknowledged logs survive: {@code page-cache}, {@code group-fsync} or {@code request-fsync}. */
    public Builder durability(String text) {
      return engine(engine.with(options -> options.durability(Durability.parse(text))));
    }

    public Builder quotas(QuotaSettings value) {
      this.quotas = value;
      return this;
    }

    public Builder timeWindow(TimeWindow value) {
      this.timeWindow = value;
      return this;
    }

    public Builder adminLimits(AdminLimits value) {
      this.adminLimits = value;
      return this;
    }

    public Builder maxDiskBytesPerLogstore(long value) {
      this.maxDiskBytesPerLogstore = value;
      return this;
    }

    public Builder inFlightBytes(long value) {
      this.inFlightBytes = value;
      return this;
    }

    public Builder writeThreads(int value) {
      this.writeThreads = value;
      return this;
    }

    public Builder queryThreads(int value) {
      this.queryThreads = value;
      return this;
    }

    public Builder drain(Duration value) {
      this.drain = value;
      return this;
    }

    /** Makes faults possible; for tests only, no flag leads here. */
    public Builder faults(Faults value) {
      this.faults = value;
      return this;
    }

    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** Checks and freezes. */
    public LocalLogServiceSettings build() {
      return new LocalLogServiceSettings(this);
    }
  }
}
