// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.receive.Tenancy;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveSettings;
import io.tracingonsls.collector.sanitize.SpanLimits;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.http.HttpLimits;
import io.tracingonsls.wire.DecodeLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a collector works. Immutable; made by {@link #builder}, whose defaults are those of the flags. */
public final class CollectorSettings {
  private final Map<ReceiverKind, ListenerSettings> listeners;
  private final SpanLimits spanLimits;
  private final DecodeLimits decodeLimits;
  private final HttpLimits httpLimits;
  private final Attributes tags;
  private final long queueBytes;
  private final Duration writeTimeout;
  private final int workers;
  private final Tenancy tenancy;
  private final GrpcSettings grpc;
  private final UdpSettings udp;
  private final SamplingSettings sampling;

  /**
   * Settings of gRPC listeners.
   *
   * @param maxMessageBytes largest message
   * @param maxConnectionAge after which clients are asked to connect anew, give or take a tenth; zero never
   * @param maxConnectionAgeGrace for calls in work at that time
   */
  public record GrpcSettings(
      int maxMessageBytes, Duration maxConnectionAge, Duration maxConnectionAgeGrace) {}

  /**
   * Settings of UDP listeners.
   *
   * @param maxPacketBytes longer datagrams are cut by the network stack and then refused
   * @param queuePackets datagrams that may wait for decoding
   */
  public record UdpSettings(int maxPacketBytes, int queuePackets) {}

  /**
   * Where sampling strategies come from.
   *
   * @param strategies path or URL of the file, empty for none
   * @param reloadInterval how often it is looked at, zero never
   * @param defaultProbability for services that no strategy names
   * @param adaptive for services that no strategy names, instead of the default probability; null for off
   */
  public record SamplingSettings(
      String strategies,
      Duration reloadInterval,
      double defaultProbability,
      @Nullable AdaptiveSettings adaptive) {
    /** Without adaptive sampling. */
    public SamplingSettings(String strategies, Duration reloadInterval, double defaultProbability) {
      this(strategies, reloadInterval, defaultProbability, null);
    }
  }

  private CollectorSettings(Builder builder) {
    listeners = Map.copyOf(builder.listeners);
    spanLimits = builder.spanLimits;
    decodeLimits = builder.decodeLimits;
    httpLimits = builder.httpLimits;
    tags = builder.tags;
    queueBytes = builder.queueBytes;
    writeTimeout = builder.writeTimeout;
    workers = builder.workers;
    tenancy = builder.tenancy;
    grpc = builder.grpc;
    udp = builder.udp;
    sampling = builder.sampling;
  }

  /** Starts from the defaults, without any listener. */
  public static Builder builder() {
    return new Builder();
  }

  /** The listeners to open; kinds not in the map stay closed. */
  public Map<ReceiverKind, ListenerSettings> listeners() {
    return listeners;
  }

  /** How large parts of a span may be. */
  public SpanLimits spanLimits() {
    return spanLimits;
  }

  /** What decoding one message may cost. */
  public DecodeLimits decodeLimits() {
    return decodeLimits;
  }

  /** Limits of the HTTP listeners. */
  public HttpLimits httpLimits() {
    return httpLimits;
  }

  /** Tags added to every resource. */
  public Attributes tags() {
    return tags;
  }

  /** Memory of all spans that are not stored yet. */
  public long queueBytes() {
    return queueBytes;
  }

  /** How long a sender waits for storage. */
  public Duration writeTimeout() {
    return writeTimeout;
  }

  /** Threads that hand batches to storage. */
  public int workers() {
    return workers;
  }

  /** Whether and how tenants are told apart. */
  public Tenancy tenancy() {
    return tenancy;
  }

  /** Settings of gRPC listeners. */
  public GrpcSettings grpc() {
    return grpc;
  }

  /** Settings of UDP listeners. */
  public UdpSettings udp() {
    return udp;
  }

  /** Where sampling strategies come from. */
  public SamplingSettings sampling() {
    return sampling;
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {
    private final Map<ReceiverKind, ListenerSettings> listeners = new EnumMap<>(ReceiverKind.class);
    private SpanLimits spanLimits = SpanLimits.defaults();
    private DecodeLimits decodeLimits = decodeLimitsFor(Runtime.getRuntime().maxMemory());
    private HttpLimits httpLimits = HttpLimits.defaults();
    private Attributes tags = Attributes.empty();
    private long queueBytes = Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 4);
    private Duration writeTimeout = Duration.ofSeconds(5);
    private int workers = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    private Tenancy tenancy = Tenancy.OFF;
    private GrpcSettings grpc =
        new GrpcSettings(4 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10));
    private UdpSettings udp = new UdpSettings(65_000, 1000);
    private SamplingSettings sampling = new SamplingSettings("", Duration.ZERO, 0.001);

    private Builder() {}

    /** A few large messages are decoded at the same time: together they must not need the whole heap. */
    private static DecodeLimits decodeLimitsFor(long heapBytes) {
      DecodeLimits defaults = DecodeLimits.DEFAULT;
      long perMessage = Math.min(defaults.maxHeapBytes(), Math.max(16L << 20, heapBytes / 8));
      return new DecodeLimits(
          defaults.maxStringBytes(), defaults.maxDepth(), perMessage, defaults.heapPerByte());
    }

    /** Opens a listener. */
    public Builder listen(ReceiverKind kind, ListenerSettings settings) {
      listeners.put(kind, settings);
      return this;
    }

    /** See {@link CollectorSettings#spanLimits}. */
    public Builder spanLimits(SpanLimits value) {
      spanLimits = value;
      return this;
    }

    /** See {@link CollectorSettings#decodeLimits}. */
    public Builder decodeLimits(DecodeLimits value) {
      decodeLimits = value;
      return this;
    }

    /** See {@link CollectorSettings#httpLimits}. */
    public Builder httpLimits(HttpLimits value) {
      httpLimits = value;
      return this;
    }

    /** See {@link CollectorSettings#tags}. */
    public Builder tags(Attributes value) {
      tags = value;
      return this;
    }

    /** See {@link CollectorSettings#queueBytes}; default a quarter of the heap. */
    public Builder queueBytes(long value) {
      queueBytes = value;
      return this;
    }

    /** See {@link CollectorSettings#writeTimeout}; default five seconds. */
    public Builder writeTimeout(Duration value) {
      writeTimeout = value;
      return this;
    }

    /** See {@link CollectorSettings#workers}. */
    public Builder workers(int value) {
      workers = value;
      return this;
    }

    /** See {@link CollectorSettings#tenancy}. */
    public Builder tenancy(Tenancy value) {
      tenancy = value;
      return this;
    }

    /** See {@link CollectorSettings#grpc}. */
    public Builder grpc(GrpcSettings value) {
      grpc = value;
      return this;
    }

    /** See {@link CollectorSettings#udp}. */
    public Builder udp(UdpSettings value) {
      udp = value;
      return this;
    }

    /** See {@link CollectorSettings#sampling}. */
    public Builder sampling(SamplingSettings value) {
      sampling = value;
      return this;
    }

    /** Makes the settings. */
    public CollectorSettings build() {
      return new CollectorSettings(this);
    }
  }
}
