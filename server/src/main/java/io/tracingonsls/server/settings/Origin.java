// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

/** Where a value came from; the first has the last word. */
public enum Origin {
  FLAG,
  ENVIRONMENT,
  FILE,
  DEFAULT
}
