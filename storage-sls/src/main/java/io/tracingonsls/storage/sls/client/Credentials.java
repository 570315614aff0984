// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.Secret;

/**
 * What requests are signed with.
 *
 * @param token of temporary credentials; empty otherwise
 */
public record Credentials(String accessKeyId, Secret accessKeySecret, Secret token) {
  public static Credentials permanent(String accessKeyId, Secret accessKeySecret) {
    return new Credentials(accessKeyId, accessKeySecret, Secret.of(""));
  }

  /** Shows only the start of the key's id. */
  @Override
  public String toString() {
    String shown = accessKeyId.length() > 8 ? accessKeyId.substring(0, 4) + "…" : "…";
    return "Credentials[" + shown + "]";
  }
}
