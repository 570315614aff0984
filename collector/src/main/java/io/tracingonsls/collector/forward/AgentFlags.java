// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.collector.CollectorFlags;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverContext.UdpLimits;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.sanitize.CollectorTags;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.server.tls.TlsFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The agent's settings under the names of the retired jaeger-agent, and their way into {@link AgentSettings}. */
public final class AgentFlags {
  /** What an agent listens to. */
  public static final Set<ReceiverKind> KINDS = Set.copyOf(EnumSet.of(
      ReceiverKind.UDP_COMPACT,
      ReceiverKind.UDP_BINARY,
      ReceiverKind.UDP_ZIPKIN,
      ReceiverKind.CLIENT_CONFIG));

  private static final String GROUP = "Agent";
  private static final Setting<List<String>> COLLECTORS = Setting.list(
          "reporter.grpc.host-port", "127.0.0.1:14250")
      .group(GROUP)
      .describe("Collectors to send to, in turn: host:port, … or dns:///name:port for every address"
          + " of a name.");
  private static final Setting<String> TYPE = Setting.of(
          "reporter.type", SettingType.oneOf("grpc"), "grpc")
      .group(GROUP)
      .describe("How spans are sent.");
  private static final Setting<Integer> RETRY_MAX = Setting.integer("reporter.grpc.retry.max", 3)
      .group(GROUP)
      .describe("How often a batch is sent again that a collector failed to take, other than for"
          + " being away or overloaded.");
  private static final Setting<Duration> RETRY_FOR = Setting.duration(
          "reporter.grpc.retry.for", "30m")
      .group(GROUP)
      .describe("How long a batch is sent again while collectors are away or overloaded.");
  private static final Setting<Duration> TIMEOUT = Setting.duration("reporter.grpc.timeout", "10s")
      .group(GROUP)
      .describe("How long a collector may take to confirm a batch.");
  private static final Setting<Integer> IN_FLIGHT = Setting.integer("reporter.grpc.in-flight", 32)
      .group(GROUP)
      .describe("Batches that are sent at a time.");
  private static final Setting<Long> QUEUE_BYTES = Setting.bytes("reporter.queue-bytes", "64MiB")
      .group(GROUP)
      .describe("Memory for batches that no collector has confirmed; full: new ones are lost and"
          + " counted.");
  private static final Setting<Integer> MIN_PEERS = Setting.integer(
          "reporter.grpc.discovery.min-peers", 3)
      .group(GROUP)
      .ignore("all collectors are used.");
  private static final Setting<String> TENANT = Setting.text("reporter.grpc.tenant", "")
      .group(GROUP)
      .describe("Tenant whose spans this agent sends, told to collectors with every call.");
  private static final Setting<String> TENANT_HEADER = Setting.text(
          "reporter.grpc.tenant-header", "x-tenant")
      .group(GROUP)
      .describe("The header that names the tenant.");
  private static final Setting<Path> BEARER_FILE = Setting.file("reporter.grpc.bearer-file", "")
      .group(GROUP)
      .describe("File with the bearer token that collectors ask for; read again when it changes.");
  private static final Setting<List<String>> TAGS = Setting.list("agent.tags", "")
      .alias("jaeger.tags")
      .group(GROUP)
      .describe("Tags added to every process: key=value, values may be ${VARIABLE:default}.");

  private final Map<ReceiverKind, ProcessorFlags> processors = new EnumMap<>(ReceiverKind.class);
  private final CollectorTlsFlags tls = new CollectorTlsFlags(GROUP);
  private final TlsFlags clientConfigTls = new TlsFlags(ReceiverKind.CLIENT_CONFIG.prefix());

  /** Declares the flags. */
  public AgentFlags() {
    for (ReceiverKind kind : KINDS) {
      if (kind != ReceiverKind.CLIENT_CONFIG) {
        processors.put(kind, new ProcessorFlags(kind, GROUP));
      }
    }
  }

  /** The address flags, each with its listener. */
  public Map<ReceiverKind, Setting<HostPort>> addresses() {
    return new CollectorFlags(KINDS).addresses();
  }

  /** All flags but the addresses. */
  public List<Setting<?>> others() {
    List<Setting<?>> all = new ArrayList<>(Arrays.asList(
        COLLECTORS,
        TYPE,
        QUEUE_BYTES,
        RETRY_FOR,
        RETRY_MAX,
        TIMEOUT,
        IN_FLIGHT,
        MIN_PEERS,
        TENANT,
        TENANT_HEADER,
        BEARER_FILE,
        TAGS));
    all.addAll(tls.all());
    all.addAll(clientConfigTls.all());
    processors.values().forEach(processor -> all.addAll(processor.all()));
    return all;
  }

  /** The collectors as they were given. */
  public static String collectors(SettingValues values) {
    return String.join(", ", values.get(COLLECTORS));
  }

  /**
   * The settings that the values ask for.
   *
   * @param open the listeners to open
   * @param address where a listener binds, after whatever the program does to addresses
   * @param environment for the values of tags
   * @throws SettingsException when values cannot be used
   */
  public AgentSettings settings(
      SettingValues values,
      Set<ReceiverKind> open,
      Function<Setting<HostPort>, HostPort> address,
      Map<String, String> environment) {
    Map<ReceiverKind, ListenerSettings> listeners = new EnumMap<>(ReceiverKind.class);
    addresses().forEach((kind, setting) -> {
      if (open.contains(kind)) {
        listeners.put(kind, listener(kind, address.apply(setting), values));
      }
    });
    Map<ReceiverKind, UdpLimits> udp = new EnumMap<>(ReceiverKind.class);
    processors.forEach((kind, flags) -> udp.put(kind, flags.read(values)));
    return new AgentSettings(
        listeners,
        udp,
        checked(
                COLLECTORS.name() + ": ",
                () -> CollectorTarget.parse(values.get(COLLECTORS), tls.read(values)))
            .withHeaders(checked("reporter.grpc.tenant: ", () -> headers(values))),
        checked("reporter: ", () -> limits(values)),
        checked("", () -> CollectorTags.parse(TAGS.name(), values.get(TAGS), environment)));
  }

  private ListenerSettings listener(ReceiverKind kind, HostPort where, SettingValues values) {
    ListenerSettings plain = ListenerSettings.plain(where);
    return kind == ReceiverKind.CLIENT_CONFIG ? plain.withTls(clientConfigTls.read(values)) : plain;
  }

  private static CollectorHeaders headers(SettingValues values) {
    return CollectorHeaders.checked(
        values.get(TENANT), values.get(TENANT_HEADER), values.find(BEARER_FILE));
  }

  private static ForwardLimits limits(SettingValues values) {
    return new ForwardLimits(
        values.get(QUEUE_BYTES),
        values.get(IN_FLIGHT),
        values.get(TIMEOUT),
        values.get(RETRY_FOR),
        values.get(RETRY_MAX));
  }

  private static <T> T checked(String prefix, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of("--" + prefix + e.getMessage()));
    }
  }
}
