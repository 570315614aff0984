// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The retired agent's flags of TLS towards collectors. */
final class CollectorTlsFlags {
  private static final String PREFIX = "reporter.grpc.tls.";

  private final Setting<Boolean> enabled;
  private final Setting<Path> authorities;
  private final Setting<Path> certificate;
  private final Setting<Path> key;
  private final Setting<String> serverName;
  private final Setting<Boolean> unverified;
  private final Setting<Duration> reload;

  CollectorTlsFlags(String group) {
    enabled = Setting.bool(PREFIX + "enabled", false)
        .alias("reporter.grpc.tls")
        .group(group)
        .describe("Talk to collectors over TLS.");
    authorities = Setting.file(PREFIX + "ca", "")
        .group(group)
        .describe("PEM file with the authorities of the collectors; empty: those of the JDK.");
    certificate = Setting.file(PREFIX + "cert", "")
        .group(group)
        .describe("PEM file with the agent's own certificate chain.");
    key = Setting.file(PREFIX + "key", "")
        .group(group)
        .describe("PEM file with the agent's private key (PKCS#8).");
    serverName = Setting.text(PREFIX + "server-name", "")
        .group(group)
        .describe("Name expected in the collectors' certificates.");
    unverified = Setting.bool(PREFIX + "skip-host-verify", false)
        .group(group)
        .describe("Take any certificate: whoever sits between can read and change spans.");
    reload = Setting.duration(PREFIX + "reload-interval", "30s")
        .group(group)
        .describe("How often the files are looked at for changes; 0 never.");
  }

  List<Setting<?>> all() {
    return List.of(enabled, authorities, certificate, key, serverName, unverified, reload);
  }

  /**
   * What was set.
   *
   * @throws SettingsException when files are given although TLS is off, or a certificate without its key
   */
  CollectorTls read(SettingValues values) {
    if (!values.get(enabled)) {
      for (Setting<?> setting : all()) {
        if (!setting.equals(enabled) && values.isGiven(setting)) {
          throw new SettingsException(
              List.of("--" + setting.name() + ": given while --" + enabled.name() + " is false"));
        }
      }
      return CollectorTls.OFF;
    }
    if (values.isGiven(certificate) != values.isGiven(key)) {
      throw new SettingsException(List.of("--" + certificate.name() + " and --" + key.name()
          + ": one is missing (expected: both or none)"));
    }
    return new CollectorTls(
        true,
        values.find(authorities),
        values.find(certificate),
        values.find(key),
        values.get(serverName),
        !values.get(unverified),
        values.get(reload));
  }
}
