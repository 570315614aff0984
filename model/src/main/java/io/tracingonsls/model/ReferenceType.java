// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** What a link says about its target. OpenTelemetry has one kind only; Jaeger has two. */
public enum ReferenceType {
  /** A link that came in as OpenTelemetry and carries no Jaeger type. */
  NONE,
  CHILD_OF,
  FOLLOWS_FROM
}
