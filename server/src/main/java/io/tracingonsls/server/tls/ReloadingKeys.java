// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A key manager with one entry that can be replaced while handshakes go on. */
final class ReloadingKeys extends X509ExtendedKeyManager {
  private static final String ALIAS = "server";

  private record Entry(PrivateKey key, List<X509Certificate> chain) {}

  private volatile Entry entry;

  ReloadingKeys(PrivateKey key, X509Certificate[] chain) {
    this.entry = new Entry(key, List.of(chain));
  }

  void replace(PrivateKey key, X509Certificate[] chain) {
    entry = new Entry(key, List.of(chain));
  }

  private @Nullable String aliasFor(String keyType) {
    String algorithm = entry.key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_") ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return aliasFor(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return aliasFor(keyType);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliasFor(keyType) == null ? new String[0] : new String[] {ALIAS};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return entry.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return entry.key();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
