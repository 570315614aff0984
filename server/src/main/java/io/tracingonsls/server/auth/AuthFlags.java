// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;

/** The authentication settings of one listener: {@code <prefix>.auth.basic-file} or {@code <prefix>.auth.bearer-file}. */
public final class AuthFlags {
  private final Setting<Path> basicFile;
  private final Setting<Path> bearerFile;

  /** The settings for a prefix such as {@code collector.http}. */
  public AuthFlags(String prefix, String group) {
    basicFile = Setting.file(prefix + ".auth.basic-file", "")
        .group(group)
        .describe(
            "Ask for a user of this file (lines of htpasswd -B); read again when it changes.");
    bearerFile = Setting.file(prefix + ".auth.bearer-file", "")
        .group(group)
        .describe("Ask for a bearer token of this file (one a line); read again when it changes.");
  }

  /** The declarations. */
  public List<Setting<?>> all() {
    return List.of(basicFile, bearerFile);
  }

  /**
   * What was set.
   *
   * @throws SettingsException when both files are given
   */
  public AuthFiles read(SettingValues values) {
    Path basic = values.find(basicFile);
    Path bearer = values.find(bearerFile);
    if (basic != null && bearer != null) {
      throw new SettingsException(
          List.of("--" + basicFile.name() + ": given together with --" + bearerFile.name()));
    }
    return new AuthFiles(basic, bearer);
  }
}
