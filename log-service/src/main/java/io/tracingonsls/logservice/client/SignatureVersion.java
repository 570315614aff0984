// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

/** How requests are signed. */
public enum SignatureVersion {
  /** HMAC-SHA1, the default of the SDKs. */
  V1,
  /** HMAC-SHA256 with a region. */
  V4,
  /** Not at all, to see how that is refused. */
  NONE
}
