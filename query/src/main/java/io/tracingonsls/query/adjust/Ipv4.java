// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

/** Addresses that clients send as numbers. */
final class Ipv4 {
  private Ipv4() {}

  /** The low 32 bits as dotted quad, highest byte first. */
  static String dotted(long address) {
    return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "."
        + (address & 255);
  }
}
