// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** The row that a check of the configuration writes: it has a trace id to be found by, and nothing that would make it a span. */
public final class CheckRow {
  private static final byte LOGS = 0x0a;
  private static final byte TIME = 0x08;
  private static final FieldName TRACE_ID = new FieldName("traceID");
  private static final FieldName NOTE = new FieldName("note");

  private CheckRow() {}

  /** A LogGroup with the one row. */
  public static byte[] encode(String id, long nowSeconds) {
    RowBytes log = new RowBytes(128);
    log.put(TIME).varint(nowSeconds);
    TRACE_ID.text(log, id);
    NOTE.text(log, "written by tracing-on-sls check; not a span");
    RowBytes group = new RowBytes(160);
    group.put(LOGS).varint(log.size()).put(log);
    return group.toByteArray();
  }
}
