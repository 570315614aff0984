// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

/** A request that can't be understood. The message is for the client and says what Jaeger would say. */
public final class BadParameterException extends RuntimeException {
  public BadParameterException(String message) {
    super(message, null, false, false);
  }

  /** The same with words in front, for example the parameter's name. */
  public BadParameterException withPrefix(String prefix) {
    return new BadParameterException(prefix + getMessage());
  }
}
