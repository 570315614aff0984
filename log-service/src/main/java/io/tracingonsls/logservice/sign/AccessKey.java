// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key pair that may call the service.
 *
 * @param id public half, sent in clear with every request
 * @param secret signing half; never printed
 * @param securityToken for temporary keys the token that each request must carry; null for permanent keys
 * @param expiresAt when a temporary key stops working; null for never
 */
public record AccessKey(
    String id,
    String secret,
    @Nullable String securityToken,
    @Nullable Instant expiresAt) {
  public AccessKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(secret, "secret");
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException("access key: blank id or secret (expected: both present)");
    }
  }

  /** A permanent key. */
  public static AccessKey permanent(String id, String secret) {
    return new AccessKey(id, secret, null, null);
  }

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", secret=***" + (securityToken == null ? "" : ", token=***")
        + "]";
  }
}
