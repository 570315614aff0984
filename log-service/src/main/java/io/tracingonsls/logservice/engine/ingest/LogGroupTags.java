// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

/** Field tags (number and wire type) of the LogGroup messages. */
final class LogGroupTags {
  /** LogGroup: repeated Log. */
  static final int LOGS = 0x0A;

  /** LogGroup: topic. */
  static final int TOPIC = 0x1A;

  /** LogGroup: source. */
  static final int SOURCE = 0x22;

  /** LogGroup: repeated LogTag. */
  static final int TAGS = 0x32;

  /** Log: unix seconds. */
  static final int TIME = 0x08;

  /** Log: repeated Content. */
  static final int CONTENTS = 0x12;

  /** Log: nanosecond part. */
  static final int NANOS = 0x25;

  /** Content and LogTag: key. */
  static final int KEY = 0x0A;

  /** Content and LogTag: value. */
  static final int VALUE = 0x12;

  private LogGroupTags() {}
}
