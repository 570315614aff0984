// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import io.tracingonsls.model.AttributeText;

/** Floating-point numbers as Go prints them: no needless {@code .0}. */
final class GoFloat {
  private GoFloat() {}

  static String format(double value) {
    return AttributeText.ofDouble(value);
  }
}
