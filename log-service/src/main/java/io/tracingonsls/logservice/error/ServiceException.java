// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.error;

import org.jspecify.annotations.Nullable;

/**
 * A request can't be served, for a reason that the protocol has a code for. The message is sent to the client, so it must never hold a
 * secret. Carries no stack trace unless it wraps a cause: most are the client's mistake and are thrown often.
 */
public final class ServiceException extends RuntimeException {
  private final ErrorCode code;
  private final String wireName;

  public ServiceException(ErrorCode code, String message) {
    this(code, code.wireName(), message, null);
  }

  public ServiceException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, code.wireName(), message, cause);
  }

  private ServiceException(
      ErrorCode code, String wireName, String message, @Nullable Throwable cause) {
    super(message, cause, false, cause != null);
    this.code = code;
    this.wireName = wireName;
  }

  /** The same status as {@code code}, under a name of one resource family, such as {@code DashboardNotExist}. */
  public static ServiceException named(ErrorCode code, String wireName, String message) {
    return new ServiceException(code, wireName, message, null);
  }

  public ErrorCode code() {
    return code;
  }

  /** The {@code errorCode} text to send. */
  public String wireName() {
    return wireName;
  }

  /** The message to send; never null. */
  public String text() {
    String message = getMessage();
    return message == null ? wireName : message;
  }
}
