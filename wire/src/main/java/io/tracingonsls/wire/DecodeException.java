// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

/**
 * A message that cannot be read. The text may be shown to its sender: it names the place and the kind of damage and quotes nothing of the
 * message but short printable tokens.
 */
public final class DecodeException extends Exception {
  private final boolean tooLarge;

  public DecodeException(String message) {
    this(message, false);
  }

  private DecodeException(String message, boolean tooLarge) {
    super(message, null, false, false);
    this.tooLarge = tooLarge;
  }

  /** A message that may be well-formed but goes beyond a limit. */
  public static DecodeException tooLarge(String message) {
    return new DecodeException(message, true);
  }

  /** Whether a limit was met, rather than damage. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
