// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogRecord;
import java.util.List;

/**
 * The logs around one log, in the order in which their client sent them.
 *
 * @param start which of them is the one that was asked about; -1 when it is gone, and then there are none
 */
public record ContextAnswer(List<Line> lines, int start) {
  /** The field of answers that says where in its package a log stands. */
  public static final String PACK_META = "__pack_meta__";

  public ContextAnswer {
    lines = List.copyOf(lines);
  }

  /**
   * A log.
   *
   * @param packMeta with its package id, asks for the logs around this one
   */
  public record Line(LogRecord log, String packMeta) {}
}
