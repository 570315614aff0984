// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TLS settings of one listener under Jaeger's names: {@code <prefix>.tls.enabled}, {@code .cert}, {@code .key}, … */
public final class TlsFlags {
  private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

  private final Setting<Boolean> enabled;
  private final Setting<Path> certificate;
  private final Setting<Path> key;
  private final Setting<Path> clientCa;
  private final Setting<List<String>> cipherSuites;
  private final Setting<String> minVersion;
  private final Setting<String> maxVersion;
  private final Setting<Duration> reloadInterval;

  /** The settings for a prefix such as {@code collector.http}, in a group of their own. */
  public TlsFlags(String prefix) {
    this(prefix, "TLS of " + prefix);
  }

  /** The settings for a prefix in another group. */
  public TlsFlags(String prefix, String group) {
    String tls = prefix + ".tls.";
    enabled =
        Setting.bool(tls + "enabled", false).group(group).describe("Serve TLS on this listener.");
    certificate = Setting.file(tls + "cert", "")
        .group(group)
        .describe("PEM file with the server's certificate chain.");
    key = Setting.file(tls + "key", "")
        .group(group)
        .describe("PEM file with the server's private key (PKCS#8).");
    clientCa = Setting.file(tls + "client-ca", "")
        .group(group)
        .describe(
            "PEM file with authorities; only clients with a certificate of theirs are let in.");
    cipherSuites = Setting.list(tls + "cipher-suites", "")
        .group(group)
        .describe("JDK names; empty lets the JDK choose.");
    SettingType<String> version = SettingType.oneOf("1.2", "1.3");
    minVersion = Setting.of(tls + "min-version", version, "1.2")
        .group(group)
        .describe("Oldest TLS version.");
    maxVersion = Setting.of(tls + "max-version", version, "1.3")
        .group(group)
        .describe("Newest TLS version.");
    reloadInterval = Setting.duration(tls + "reload-interval", "30s")
        .group(group)
        .describe("How often the files are looked at for changes; 0 never.");
  }

  /** The declarations. */
  public List<Setting<?>> all() {
    return List.of(
        enabled, certificate, key, clientCa, cipherSuites, minVersion, maxVersion, reloadInterval);
  }

  /**
   * What was set, or null when TLS is off.
   *
   * @throws SettingsException when files are missing, or given although TLS is off
   */
  public @Nullable TlsFiles read(SettingValues values) {
    if (!values.get(enabled)) {
      for (Setting<?> setting : all()) {
        if (!setting.equals(enabled) && values.isGiven(setting)) {
          throw new SettingsException(
              List.of("--" + setting.name() + ": given while --" + enabled.name() + " is false"));
        }
      }
      return null;
    }
    int min = values.get(minVersion).equals("1.3") ? 1 : 0;
    int max = values.get(maxVersion).equals("1.3") ? 1 : 0;
    if (min > max) {
      throw new SettingsException(
          List.of("--" + minVersion.name() + ": above --" + maxVersion.name()));
    }
    return new TlsFiles(
        values.get(certificate),
        values.get(key),
        values.find(clientCa),
        VERSIONS.subList(min, max + 1),
        values.get(cipherSuites),
        values.get(reloadInterval));
  }
}
