// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.fault;

import java.time.Duration;

/** What happens to a call instead of, before or after being served. */
public sealed interface Fault {
  /** Served after a pause. */
  record Delay(Duration pause) implements Fault {}

  /** The connection is closed without an answer; the call is not served. */
  record Drop() implements Fault {}

  /** The call is served completely, then the connection is closed without an answer. */
  record LoseAnswer() implements Fault {}

  /**
   * Answered with an error; the call is not served.
   *
   * @param withRequestId whether the answer carries {@code x-log-requestid}
   */
  record Refuse(int status, String code, String message, boolean withRequestId) implements Fault {}

  /** 403 as the cloud answers when a shard gets too much. */
  static Refuse quotaExceeded() {
    return new Refuse(403, "ShardWriteQuotaExceed", "Write QPS Exceed", true);
  }

  /** 500 with or without a request id: the Java SDK resends writes only in the second case. */
  static Refuse internalError(boolean withRequestId) {
    return new Refuse(500, "InternalServerError", "Internal server error", withRequestId);
  }

  /** 503 as an overloaded service answers. */
  static Refuse busy() {
    return new Refuse(503, "ServerBusy", "The server is busy, please try again later", true);
  }
}
