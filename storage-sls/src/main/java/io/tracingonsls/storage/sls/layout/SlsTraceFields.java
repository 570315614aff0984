// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** Field names of the SLS Trace row. */
final class SlsTraceFields {
  static final String HOST = "host";
  static final String SERVICE = "service";
  static final String RESOURCE = "resource";
  static final String SCOPE_NAME = "otlp.name";
  static final String SCOPE_VERSION = "otlp.version";
  static final String SCOPE_ATTRIBUTE = "otlp.attribute";
  static final String TRACE_ID = "traceID";
  static final String SPAN_ID = "spanID";
  static final String PARENT_SPAN_ID = "parentSpanID";
  static final String KIND = "kind";
  static final String NAME = "name";
  static final String LINKS = "links";
  static final String LOGS = "logs";
  static final String TRACE_STATE = "traceState";
  static final String START = "start";
  static final String END = "end";
  static final String DURATION = "duration";
  static final String ATTRIBUTE = "attribute";
  static final String STATUS_CODE = "statusCode";
  static final String STATUS_MESSAGE = "statusMessage";
  static final String FLAGS = "flags";
  static final String WARNINGS = "jaeger.warnings";
  static final String NANO = "jaeger.nano";
  static final String EXT = "jaeger.ext";
  static final String FIND = "jaeger.find";

  static final String REF_TYPE = "opentracing.ref_type";
  static final String CHILD_OF = "child_of";
  static final String FOLLOWS_FROM = "follows_from";

  /** Microseconds that the reading rule takes for microseconds; others need their exact time in ext. */
  static final long MIN_MICROS = 100_000_000_000_000L;

  static final long MAX_MICROS = 100_000_000_000_000_000L - 1;

  private SlsTraceFields() {}
}
