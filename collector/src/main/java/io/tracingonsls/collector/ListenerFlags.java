// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFlags;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.tls.TlsFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags of one listener: address, and what its protocol can have of TLS, authentication and CORS. */
final class ListenerFlags {
  private final Setting<HostPort> address;
  private final @Nullable TlsFlags tls;
  private final @Nullable AuthFlags auth;
  private final @Nullable Setting<List<String>> corsOrigins;
  private final @Nullable Setting<List<String>> corsHeaders;

  ListenerFlags(ReceiverKind kind) {
    address = Setting.listener(kind.flag(), ":" + kind.port())
        .group("Listeners")
        .describe(kind.title() + "; empty: off.");
    String prefix = kind.prefix();
    tls = prefix.isEmpty() ? null : new TlsFlags(prefix);
    boolean hasHeaders = !prefix.isEmpty() && kind != ReceiverKind.JAEGER_TCHANNEL;
    auth = hasHeaders ? new AuthFlags(prefix, "Authentication") : null;
    boolean cors = kind == ReceiverKind.ZIPKIN || kind == ReceiverKind.OTLP_HTTP;
    corsOrigins = cors
        ? Setting.list(prefix + ".cors.allowed-origins", "")
            .group("CORS")
            .describe("Origins whose scripts may send spans; * for all, empty for none.")
        : null;
    corsHeaders = cors
        ? Setting.list(prefix + ".cors.allowed-headers", "")
            .group("CORS")
            .describe(
                "Request headers that such scripts may set; empty: Content-Type and Content-Encoding.")
        : null;
  }

  Setting<HostPort> address() {
    return address;
  }

  List<Setting<?>> others() {
    List<Setting<?>> all = new ArrayList<>();
    if (tls != null) {
      all.addAll(tls.all());
    }
    if (auth != null) {
      all.addAll(auth.all());
    }
    if (corsOrigins != null && corsHeaders != null) {
      all.add(corsOrigins);
      all.add(corsHeaders);
    }
    return all;
  }

  ListenerSettings read(SettingValues values, HostPort where) {
    ListenerSettings plain = ListenerSettings.plain(where);
    return new ListenerSettings(
        where,
        tls == null ? null : tls.read(values),
        auth == null ? plain.auth() : auth.read(values),
        corsOrigins == null ? List.of() : values.get(corsOrigins),
        corsHeaders == null ? List.of() : values.get(corsHeaders));
  }
}
