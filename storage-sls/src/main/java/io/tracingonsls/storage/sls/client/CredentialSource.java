// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.StorageException;

/** Gives the credentials of the moment. Asked for every request from every thread: thread-safe, and cheap as a rule. */
@FunctionalInterface
public interface CredentialSource {
  /**
   * The credentials to sign with now.
   *
   * @throws StorageException with UNAUTHORIZED when there are none; the message says where they were looked for
   */
  Credentials current();

  /** The same pair for ever. */
  static CredentialSource fixed(Credentials credentials) {
    return () -> credentials;
  }
}
