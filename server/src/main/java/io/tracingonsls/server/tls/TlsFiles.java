// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS listener uses.
 *
 * @param certificate PEM chain, the server's first
 * @param key PEM, PKCS#8 without password
 * @param clientCa PEM of the authorities whose clients are let in; null asks clients for nothing
 * @param protocols for example {@code TLSv1.3}; empty means TLS 1.2 and 1.3
 * @param cipherSuites JDK names; empty means the JDK's choice
 * @param reloadInterval how often files are looked at; zero never
 */
public record TlsFiles(
    Path certificate,
    Path key,
    @Nullable Path clientCa,
    List<String> protocols,
    List<String> cipherSuites,
    Duration reloadInterval) {
  /** Copies the lists. */
  public TlsFiles {
    protocols = protocols.isEmpty() ? List.of("TLSv1.3", "TLSv1.2") : List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }
}
