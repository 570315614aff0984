// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.server.tls.TlsFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One listener.
 *
 * @param tls null for plain text
 * @param corsOrigins origins whose scripts may send; {@code *} for all, empty for none
 * @param corsHeaders request headers that those scripts may set
 */
public record ListenerSettings(
    HostPort address,
    @Nullable TlsFiles tls,
    AuthFiles auth,
    List<String> corsOrigins,
    List<String> corsHeaders) {
  /** Copies the lists. */
  public ListenerSettings {
    corsOrigins = List.copyOf(corsOrigins);
    corsHeaders = List.copyOf(corsHeaders);
  }

  /** Plain text, nobody is asked, no scripts. */
  public static ListenerSettings plain(HostPort address) {
    return new ListenerSettings(address, null, AuthFiles.NONE, List.of(), List.of());
  }

  /** The same with TLS; null for plain text. */
  public ListenerSettings withTls(@Nullable TlsFiles files) {
    return new ListenerSettings(address, files, auth, corsOrigins, corsHeaders);
  }

  /** The same elsewhere. */
  public ListenerSettings withAddress(HostPort newAddress) {
    return new ListenerSettings(newAddress, tls, auth, corsOrigins, corsHeaders);
  }
}
