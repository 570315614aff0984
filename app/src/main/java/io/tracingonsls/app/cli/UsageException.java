// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

/** Something that the user has to change before the command can work. The message is one line without secrets. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
