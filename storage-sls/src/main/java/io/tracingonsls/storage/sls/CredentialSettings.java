// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.Secret;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.CredentialSource;
import io.tracingonsls.storage.sls.client.Credentials;
import io.tracingonsls.storage.sls.client.EnvironmentCredentials;
import io.tracingonsls.storage.sls.client.FileCredentials;
import io.tracingonsls.storage.sls.client.RoleCredentials;
import java.nio.file.Path;
import java.util.Map;

/** Chooses where credentials come from. Reads nothing yet. */
final class CredentialSettings {
  private static final String LOCAL_DIR = "log-service";

  private final SettingTexts texts;
  private final SlsDefaults defaults;
  private final StorageContext context;
  private final Map<String, String> environment;

  private CredentialSettings(
      SettingTexts texts,
      SlsDefaults defaults,
      StorageContext context,
      Map<String, String> environment) {
    this.texts = texts;
    this.defaults = defaults;
    this.context = context;
    this.environment = environment;
  }

  static CredentialSource source(
      SettingTexts texts,
      SlsDefaults defaults,
      StorageContext context,
      Map<String, String> environment) {
    return new CredentialSettings(texts, defaults, context, environment).choose();
  }

  private CredentialSource choose() {
    return switch (texts.text(SlsFlags.CREDENTIALS)) {
      case "auto" -> automatic();
      case "static" -> fixed();
      case "files" -> files();
      case "environment" -> new EnvironmentCredentials(environment);
      case "ram-role" -> machineRole();
      case "oidc" -> serviceAccount();
      default ->
        throw texts.bad(SlsFlags.CREDENTIALS, "auto, static, files, environment, ram-role or oidc");
    };
  }

  private CredentialSource automatic() {
    if (given(SlsFlags.KEY_ID) || given(SlsFlags.KEY_SECRET)) {
      return fixed();
    }
    if (given(SlsFlags.KEY_ID_FILE) || given(SlsFlags.KEY_SECRET_FILE)) {
      return files();
    }
    if (defaults.local()) {
      Path directory = context.dataDir().resolve(LOCAL_DIR);
      return new FileCredentials(
          directory.resolve("access-key-id"),
          directory.resolve("access-key-secret"),
          null,
          "written by a local Log Service; start it with: tracing-on-sls log-service --data-dir "
              + context.dataDir());
    }
    if (texts.bool(SlsFlags.K8S_FLAG) || given(SlsFlags.RAM_ROLE)) {
      return machineRole();
    }
    EnvironmentCredentials variables = new EnvironmentCredentials(environment);
    if (variables.isPresent()) {
      return variables;
    }
    if (RoleCredentials.OidcSettings.of(environment).isComplete()) {
      return serviceAccount();
    }
    return () -> {
      throw new StorageException(
          StorageError.UNAUTHORIZED,
          "no credentials are configured: set " + SlsFlags.KEY_ID + " and " + SlsFlags.KEY_SECRET
              + " or their -file forms, a RAM role, or ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET");
    };
  }

  private boolean given(String name) {
    return !texts.text(name).isEmpty();
  }

  private CredentialSource fixed() {
    require(SlsFlags.KEY_ID);
    if (!given(SlsFlags.KEY_SECRET)) {
      throw new IllegalArgumentException(
          SlsFlags.KEY_SECRET + ": missing (expected: the secret of " + SlsFlags.KEY_ID + ")");
    }
    return CredentialSource.fixed(new Credentials(
        texts.text(SlsFlags.KEY_ID),
        Secret.of(texts.text(SlsFlags.KEY_SECRET)),
        Secret.of(texts.text(SlsFlags.TOKEN))));
  }

  private CredentialSource files() {
    require(SlsFlags.KEY_ID_FILE);
    require(SlsFlags.KEY_SECRET_FILE);
    return new FileCredentials(
        Path.of(texts.text(SlsFlags.KEY_ID_FILE)),
        Path.of(texts.text(SlsFlags.KEY_SECRET_FILE)),
        given(SlsFlags.TOKEN_FILE) ? Path.of(texts.text(SlsFlags.TOKEN_FILE)) : null,
        "the files named by " + SlsFlags.KEY_ID_FILE + " and " + SlsFlags.KEY_SECRET_FILE);
  }

  private void require(String name) {
    if (!given(name)) {
      throw new IllegalArgumentException(name + ": missing (expected: a value)");
    }
  }

  private CredentialSource machineRole() {
    return RoleCredentials.ofMachine(texts.text(SlsFlags.RAM_ROLE), context.clock());
  }

  private CredentialSource serviceAccount() {
    return RoleCredentials.ofServiceAccount(
        RoleCredentials.OidcSettings.of(environment), context.clock());
  }
}
