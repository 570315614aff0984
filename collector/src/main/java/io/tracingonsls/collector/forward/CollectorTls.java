// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an agent talks to its collectors.
 *
 * @param authorities PEM file of those who may vouch for a collector; null for the JDK's
 * @param certificate PEM chain with which the agent proves itself; null for none
 * @param key PEM, PKCS#8 without password; null for none
 * @param serverName expected in the collectors' certificates; empty for the name that is connected to
 * @param verified false takes any certificate
 */
public record CollectorTls(
    boolean enabled,
    @Nullable Path authorities,
    @Nullable Path certificate,
    @Nullable Path key,
    String serverName,
    boolean verified) {
  /** Plain text. */
  public static final CollectorTls OFF = new CollectorTls(false, null, null, null, "", true);

  /**
   * Reads the files.
   *
   * @throws IOException when one cannot be used
   */
  ChannelCredentials credentials() throws IOException {
    if (!enabled) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
    if (!verified) {
      builder.trustManager(new AnyPeer());
    } else if (authorities != null) {
      builder.trustManager(authorities.toFile());
    }
    if (certificate != null && key != null) {
      builder.keyManager(certificate.toFile(), key.toFile());
    }
    return builder.build();
  }
}
