// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.Secret;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.util.Map;

/** Credentials in Alibaba Cloud's usual environment variables. Immutable. */
public final class EnvironmentCredentials implements CredentialSource {
  private static final String ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
  private static final String SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  private static final String TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";

  private final Map<String, String> environment;

  public EnvironmentCredentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Whether the variables are there. */
  public boolean isPresent() {
    return !value(ID).isEmpty() && !value(SECRET).isEmpty();
  }

  @Override
  public Credentials current() {
    if (!isPresent()) {
      throw new StorageException(
          StorageError.UNAUTHORIZED, "no credentials: set " + ID + " and " + SECRET);
    }
    return new Credentials(value(ID), Secret.of(value(SECRET)), Secret.of(value(TOKEN)));
  }

  private String value(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
