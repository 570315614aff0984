// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening, checking and closing. */
public abstract class LifecycleContract extends StorageContract {
  @Test
  void openStorage_isHealthy() {
    assertThat(storage().check().up()).as(storage().check().detail()).isTrue();
  }

  @Test
  void close_mayBeCalledTwice() {
    TraceStorage another = fixture().open();
    another.close();
    another.close();
  }

  @Test
  void writeAfterClose_failsWithClosed() {
    TraceStorage another = fixture().open();
    SpanWriter writer = another.spanWriter();
    another.close();
    TraceSpan span = maker.span(maker.unique("svc"), SpanMaker.traceId(), builder -> builder);
    assertThatThrownBy(() -> get(writer.write(SpanMaker.batch(List.of(span)), write())))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.CLOSED));
  }

  @Test
  void readAfterClose_failsWithClosed() {
    TraceStorage another = fixture().open();
    another.close();
    assertThatThrownBy(() -> another.catalogReader().services(read()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.CLOSED));
  }

  @Test
  void prepare_mayBeRepeated() {
    storage().prepare(PATIENCE);
    storage().prepare(PATIENCE);
  }
}
