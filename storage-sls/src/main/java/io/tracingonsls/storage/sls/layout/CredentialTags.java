// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Attributes;
import java.util.Set;

/** Tags by which clients of Log Service's own receivers send their key pair: never stored, never shown. */
final class CredentialTags {
  private static final String PREFIX = "sls.otel.";
  private static final Set<String> KEYS =
      Set.of("sls.otel.project", "sls.otel.instanceid", "sls.otel.akid", "sls.otel.aksecret");

  private CredentialTags() {}

  static boolean isCredential(String key) {
    return key.startsWith(PREFIX) && KEYS.contains(key);
  }

  static Attributes strip(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (isCredential(attributes.key(i))) {
        return stripped(attributes);
      }
    }
    return attributes;
  }

  private static Attributes stripped(Attributes attributes) {
    Attributes.Builder kept = Attributes.builder(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      if (!isCredential(attributes.key(i))) {
        kept.put(attributes.key(i), attributes.value(i));
      }
    }
    return kept.build();
  }
}
