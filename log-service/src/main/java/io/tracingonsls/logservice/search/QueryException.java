// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

/** A query that cannot be answered: malformed, asking for something unknown, or stopped at a limit. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The query itself is wrong; the protocol's {@code ParameterInvalid}. */
    INVALID,
    /** It needs more memory, rows or bytes than allowed. */
    TOO_LARGE,
    /** It ran longer than allowed. */
    TIMED_OUT,
    /** The caller gave it up. */
    CANCELLED
  }

  private final Reason reason;

  public QueryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A query that is wrong in itself. */
  public static QueryException invalid(String message) {
    return new QueryException(Reason.INVALID, message);
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
