// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.tracingonsls.storage.TraceStorage;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class MeasuredStorageTest {
  /** A part with a default would otherwise be missing without anybody noticing. */
  @Test
  void everyPart_isPassedOn() {
    for (Method part : TraceStorage.class.getMethods()) {
      assertThatCode(() ->
              MeasuredStorage.class.getDeclaredMethod(part.getName(), part.getParameterTypes()))
          .as("%s", part)
          .doesNotThrowAnyException();
    }
  }
}
