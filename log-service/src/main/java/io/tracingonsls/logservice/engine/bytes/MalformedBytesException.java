// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.bytes;

/** Encoded bytes that do not decode. The message holds numbers only, never content. */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was wrong. */
  public MalformedBytesException(String message) {
    super(message);
  }
}
