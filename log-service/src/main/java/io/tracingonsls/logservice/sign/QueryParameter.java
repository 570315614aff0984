// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

/** One query parameter, percent-decoded; the value is empty when the request had none. */
public record QueryParameter(String name, String value) {}
