// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** Field names of the rows of the first Jaeger fork and its relatives. */
final class LegacyFields {
  static final String TRACE_ID = "traceID";
  static final String SPAN_ID = "spanID";
  static final String PARENT_SPAN_ID = "parentSpanID";
  static final String OPERATION_NAME = "operationName";
  static final String FLAGS = "flags";
  static final String START_TIME = "startTime";
  static final String DURATION = "duration";
  static final String SERVICE_NAME = "process.serviceName";
  static final String TAG_PREFIX = "tags.";
  static final String PROCESS_TAG_PREFIX = "process.tags.";
  static final String REFERENCE = "reference";
  static final String REFERENCES = "references";
  static final String LOGS = "logs";
  static final String WARNINGS = "Warnings";
  static final String TAGS = "tags";
  static final String PROCESS = "process";
  static final String SPAN_KIND = "tags.span.kind";

  private LegacyFields() {}
}
