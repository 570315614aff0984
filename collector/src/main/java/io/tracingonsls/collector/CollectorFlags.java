// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.receive.Tenancy;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveFlags;
import io.tracingonsls.collector.sanitize.CollectorTags;
import io.tracingonsls.collector.sanitize.SpanLimits;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpLimits;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The collector's settings under Jaeger's names, and their way into {@link CollectorSettings}. */
public final class CollectorFlags {
  private static final String GROUP = "Collector";

  private static final Setting<Integer> WORKERS = Setting.integer("collector.num-workers", 0)
      .group(GROUP)
      .describe("Threads that hand batches to storage; 0 means one per processor, at least 2.");
  private static final Setting<Long> QUEUE_BYTES = Setting.bytes("collector.queue-bytes", "0")
      .group(GROUP)
      .describe(
          "Memory for spans that are not stored yet; 0 means a quarter of the heap. Full: senders get 503.");
  private static final Setting<Integer> QUEUE_MEMORY = Setting.integer(
          "collector.queue-size-memory", 0)
      .group(GROUP)
      .describe("The same in MiB, under Jaeger's name; used when collector.queue-bytes is 0.");
  private static final Setting<Integer> QUEUE_SIZE = Setting.integer("collector.queue-size", 2000)
      .group(GROUP)
      .ignore("the queue is bounded by bytes, not by spans.");
  private static final Setting<Duration> WRITE_TIMEOUT = Setting.duration(
          "collector.write-timeout", "5s")
      .group(GROUP)
      .describe("How long a sender waits for storage to confirm its spans before it gets 503.");
  private static final Setting<List<String>> TAGS = Setting.list("collector.tags", "")
      .group(GROUP)
      .describe("Tags added to every process: key=value, values may be ${VARIABLE:default}.");
  private static final Setting<Integer> GRPC_MESSAGE = Setting.integer(
          "collector.grpc-server.max-message-size", 4 << 20)
      .group(GROUP)
      .describe("Largest gRPC message in bytes.");
  private static final Setting<Duration> GRPC_AGE = Setting.duration(
          "collector.grpc-server.max-connection-age", "1m")
      .group(GROUP)
      .describe(
          "Age at which gRPC clients are asked to connect anew, give or take a tenth; 0 never.");
  private static final Setting<Duration> GRPC_AGE_GRACE = Setting.duration(
          "collector.grpc-server.max-connection-age-grace", "10s")
      .group(GROUP)
      .describe("Time for calls in work when a connection is too old.");
  private static final Setting<Long> HTTP_BODY = Setting.bytes(
          "collector.http-server.max-body-size", "20MiB")
      .group(GROUP)
      .describe("Largest HTTP body as sent.");
  private static final Setting<Long> HTTP_DECODED = Setting.bytes(
          "collector.http-server.max-decoded-size", "64MiB")
      .group(GROUP)
      .describe("Largest HTTP body after decompression.");
  private static final Setting<Duration> HTTP_READ_TIMEOUT = Setting.duration(
          "collector.http-server.read-timeout", "25s")
      .group(GROUP)
      .describe("Time for a whole body to arrive.");
  private static final Setting<Duration> HTTP_HEADER_TIMEOUT = Setting.duration(
          "collector.http-server.read-header-timeout", "10s")
      .group(GROUP)
      .describe("Time for the head of a request to arrive.");
  private static final Setting<Duration> HTTP_IDLE_TIMEOUT = Setting.duration(
          "collector.http-server.idle-timeout", "2m")
      .group(GROUP)
      .describe("How long a connection may stay without a request.");
  private static final Setting<Long> MAX_TAG = Setting.bytes("collector.max-tag-size", "256KiB")
      .group(GROUP)
      .describe("Longest tag value; longer ones are cut with a warning on the span.");
  private static final Setting<Long> MAX_SPAN = Setting.bytes("collector.max-span-size", "1MiB")
      .group(GROUP)
      .describe("Largest span; what is too much is left out with a warning on the span.");
  private static final Setting<Integer> UDP_PACKET = Setting.integer(
          "processor.server-max-packet-size", 65_000)
      .group(GROUP)
      .describe("Largest datagram in bytes.");
  private static final Setting<Integer> UDP_QUEUE = Setting.integer(
          "processor.server-queue-size", 1000)
      .group(GROUP)
      .describe("Datagrams of a port that may be in work; further ones are dropped and counted.");
  private static final Setting<Boolean> OTLP = Setting.bool("collector.otlp.enabled", true)
      .group(GROUP)
      .describe("Listen to OTLP; false closes both of its ports.");

  /** Flags of Jaeger's collector that have nothing to decide here; its users' command lines go on working. */
  private static final List<Setting<?>> IGNORED = List.of(
      Setting.bool("collector.enable-span-size-metrics", false)
          .group(GROUP)
          .ignore("sizes are always counted."),
      Setting.bool("collector.zipkin.keep-alive", true)
          .group(GROUP)
          .ignore("connections are kept."),
      Setting.bool("sampling.strategies.bugfix-5270", true)
          .group("Sampling")
          .ignore("it is always so."),
      ignored("collector.otlp.http.idle-timeout", "http-server.idle-timeout"),
      ignored("collector.otlp.http.read-timeout", "http-server.read-timeout"),
      ignored("collector.otlp.http.read-header-timeout", "http-server.read-header-timeout"),
      ignored("collector.otlp.grpc.max-connection-age", "grpc-server.max-connection-age"),
      ignored(
          "collector.otlp.grpc.max-connection-age-grace", "grpc-server.max-connection-age-grace"),
      Setting.integer("collector.otlp.grpc.max-message-size", 0)
          .group(GROUP)
          .ignore("collector.grpc-server.max-message-size" + " holds for all."));

  private static Setting<Duration> ignored(String name, String other) {
    return Setting.duration(name, "0s")
        .group(GROUP)
        .ignore("collector." + other + " holds for all.");
  }

  private static final Setting<Boolean> TENANCY = Setting.bool("multi-tenancy.enabled", false)
      .group("Tenancy")
      .describe("Tell tenants apart by a header.");
  private static final Setting<String> TENANT_HEADER = Setting.text(
          "multi-tenancy.header", "x-tenant")
      .group("Tenancy")
      .describe("The header that names the tenant.");
  private static final Setting<List<String>> TENANTS = Setting.list("multi-tenancy.tenants", "")
      .group("Tenancy")
      .describe("The tenants let in; empty lets in everybody who names one.");
  private static final Setting<String> STRATEGIES = Setting.text("sampling.strategies-file", "")
      .group("Sampling")
      .describe(
          "Path or URL of the sampling strategies (JSON); empty: the default probability for everybody.");
  private static final Setting<Duration> STRATEGIES_RELOAD = Setting.duration(
          "sampling.strategies-reload-interval", "0s")
      .group("Sampling")
      .describe("How often the strategies are read again; 0 never.");
  private static final Setting<Double> DEFAULT_PROBABILITY = Setting.number(
          "sampling.default-sampling-probability", 0.001)
      .group("Sampling")
      .describe("Share of traces kept by services that no strategy names.");

  private final Map<ReceiverKind, ListenerFlags> listeners = new EnumMap<>(ReceiverKind.class);

  /** Flags of a collector that may open these listeners. */
  public CollectorFlags(Collection<ReceiverKind> kinds) {
    for (ReceiverKind kind : kinds) {
      listeners.put(kind, new ListenerFlags(kind));
    }
  }

  /** Flags of a collector that may open every listener. */
  public static CollectorFlags everything() {
    return new CollectorFlags(List.of(ReceiverKind.values()));
  }

  /** The address flags, each with its listener. */
  public Map<ReceiverKind, Setting<HostPort>> addresses() {
    Map<ReceiverKind, Setting<HostPort>> addresses = new EnumMap<>(ReceiverKind.class);
    listeners.forEach((kind, flags) -> addresses.put(kind, flags.address()));
    return addresses;
  }

  /** Whether the values want this kind of listener at all, whatever its address. */
  public static boolean offered(ReceiverKind kind, SettingValues values) {
    boolean otlp = kind == ReceiverKind.OTLP_GRPC || kind == ReceiverKind.OTLP_HTTP;
    return !otlp || values.get(OTLP);
  }

  /** The default sampling probability, so that a command can have another default: see {@link Setting#withDefault}. */
  public static Setting<Double> defaultProbability() {
    return DEFAULT_PROBABILITY;
  }

  /** All flags but the addresses. */
  public List<Setting<?>> others() {
    List<Setting<?>> all = new ArrayList<>(List.of(
        WORKERS,
        QUEUE_BYTES,
        QUEUE_MEMORY,
        QUEUE_SIZE,
        WRITE_TIMEOUT,
        TAGS,
        MAX_TAG,
        MAX_SPAN,
        HTTP_BODY,
        HTTP_DECODED,
        HTTP_READ_TIMEOUT,
        HTTP_HEADER_TIMEOUT,
        HTTP_IDLE_TIMEOUT,
        GRPC_MESSAGE,
        GRPC_AGE,
        GRPC_AGE_GRACE,
        UDP_PACKET,
        UDP_QUEUE,
        OTLP,
        TENANCY,
        TENANT_HEADER,
        TENANTS,
        STRATEGIES,
        STRATEGIES_RELOAD,
        DEFAULT_PROBABILITY));
    all.addAll(AdaptiveFlags.all());
    all.addAll(IGNORED);
    listeners.values().forEach(flags -> all.addAll(flags.others()));
    return all;
  }

  /**
   * The settings that the values ask for.
   *
   * @param open the listeners to open, a subset of those given to the constructor
   * @param address where a listener binds, after whatever the program does to addresses
   * @param environment for the values of collector tags
   * @throws SettingsException when values contradict each other
   */
  public CollectorSettings settings(
      SettingValues values,
      Set<ReceiverKind> open,
      Function<Setting<HostPort>, HostPort> address,
      Map<String, String> environment) {
    CollectorSettings.Builder builder = CollectorSettings.builder()
        .httpLimits(httpLimits(values))
        .grpc(new CollectorSettings.GrpcSettings(
            values.get(GRPC_MESSAGE), values.get(GRPC_AGE), values.get(GRPC_AGE_GRACE)))
        .udp(new CollectorSettings.UdpSettings(values.get(UDP_PACKET), values.get(UDP_QUEUE)))
        .writeTimeout(values.get(WRITE_TIMEOUT))
        .tenancy(new Tenancy(
            values.get(TENANCY), values.get(TENANT_HEADER), Set.copyOf(values.get(TENANTS))))
        .sampling(new CollectorSettings.SamplingSettings(
            values.get(STRATEGIES),
            values.get(STRATEGIES_RELOAD),
            values.get(DEFAULT_PROBABILITY),
            AdaptiveFlags.read(values)));
    memory(values, builder);
    try {
      builder.tags(CollectorTags.parse(TAGS.name(), values.get(TAGS), environment));
      builder.spanLimits(
          SpanLimits.defaults().with(asInt(values, MAX_TAG), asInt(values, MAX_SPAN)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of("--" + e.getMessage()));
    }
    for (ReceiverKind kind : open) {
      ListenerFlags flags = listeners.get(kind);
      if (flags != null) {
        builder.listen(kind, flags.read(values, address.apply(flags.address())));
      }
    }
    return builder.build();
  }

  private static void memory(SettingValues values, CollectorSettings.Builder builder) {
    long bytes = values.get(QUEUE_BYTES);
    long mebibytes = values.get(QUEUE_MEMORY);
    if (bytes > 0) {
      builder.queueBytes(bytes);
    } else if (mebibytes > 0) {
      builder.queueBytes(mebibytes << 20);
    }
    if (values.get(WORKERS) > 0) {
      builder.workers(values.get(WORKERS));
    }
  }

  private static HttpLimits httpLimits(SettingValues values) {
    HttpLimits defaults = HttpLimits.defaults();
    return defaults
        .withBodyBytes(asInt(values, HTTP_BODY), asInt(values, HTTP_DECODED))
        .withTimeouts(
            positive(values.get(HTTP_HEADER_TIMEOUT), defaults.headerTimeout()),
            positive(values.get(HTTP_READ_TIMEOUT), defaults.bodyTimeout()),
            positive(values.get(HTTP_IDLE_TIMEOUT), defaults.idleTimeout()),
            defaults.writeTimeout());
  }

  /** Jaeger's 0 means "no limit", which is not offered here. */
  private static Duration positive(Duration given, Duration fallback) {
    return given.isZero() ? fallback : given;
  }

  private static int asInt(SettingValues values, Setting<Long> setting) {
    long value = values.get(setting);
    if (value < 1 || value > Integer.MAX_VALUE - 16) {
      throw new SettingsException(
          List.of("--" + setting.name() + ": " + value + " (expected: 1 byte to 2 GiB)"));
    }
    return (int) value;
  }
}
