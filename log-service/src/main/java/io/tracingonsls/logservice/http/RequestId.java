// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

/** The id of a request, left as an attribute for the log and the answer. */
record RequestId(String text) {}
