// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

/** Log times from {@code fromSeconds} (inclusive) to {@code toSeconds} (exclusive); never empty. */
record LogWindow(int fromSeconds, int toSeconds) {}
