// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.LogQuery.HistogramBucket;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.LogQuery.LogResult;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.testing.contract.SpanMaker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Raw queries, suggestions and purging. */
class OtherPartsTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();
  private final long now = Clock.systemUTC().millis() / 1000;

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(30));
  }

  private void write(TraceStorage storage, int spans) throws Exception {
    List<TraceSpan> all = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      Attributes tags = Attributes.builder()
          .put("color", i % 3 == 0 ? "red" : "blue")
          .put("size", i)
          .build();
      all.add(maker.span("svc", SpanMaker.traceId(), builder -> builder.attributes(tags)));
    }
    storage
        .spanWriter()
        .write(SpanMaker.batch(all), new WriteContext("", Deadline.after(Duration.ofSeconds(30))))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private LogRequest request(String query) {
    return new LogRequest("", query, now - 3600, now + 60, 100, 0, false);
  }

  @Test
  void rawQueries_giveRowsColumnsAndHits() throws Exception {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "raw-queries")) {
      write(storage, 9);
      LogResult sql = storage
          .logQuery()
          .query(request("* | select service, count(*) as n from log group by service"), read());
      assertThat(sql.columns()).containsExactly("service", "n");
      assertThat(sql.rows()).hasSize(1);
      assertThat(sql.rows().get(0)).containsEntry("n", "9").containsEntry("service", "svc");
      assertThat(sql.complete()).isTrue();
      LogResult rows = storage.logQuery().query(request("\"attribute.color\": \"red\""), read());
      assertThat(rows.rows()).hasSize(3);
      assertThat(rows.columns()).contains("attribute", "traceID");
      assertThat(storage.logQuery().histogram(request("*"), read()).stream()
              .mapToLong(HistogramBucket::count)
              .sum())
          .isEqualTo(9);
      assertRefused(storage, new LogRequest("other-store", "*", now - 60, now, 10, 0, false));
      assertRefused(storage, new LogRequest("", "*", now, now, 10, 0, false));
      assertRefused(storage, request("* | select nonsense from"));
    }
  }

  private static void assertRefused(TraceStorage storage, LogRequest request) {
    assertThatThrownBy(() -> storage.logQuery().query(request, read()))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.error()).isEqualTo(StorageError.INVALID_QUERY));
  }

  @Test
  void suggestions_areFrequentFirst() throws Exception {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "suggestions")) {
      write(storage, 9);
      assertThat(storage.tagSuggestions().keys("", read())).contains("color", "size");
      assertThat(storage.tagSuggestions().keys("co", read())).containsExactly("color");
      assertThat(storage.tagSuggestions().values("color", "", read()))
          .containsExactly("blue", "red");
      assertThat(storage.tagSuggestions().values("color", "r", read())).containsExactly("red");
      assertThat(storage.tagSuggestions().values("no\"key", "", read())).isEmpty();
    }
  }

  @Test
  void purge_needsItsFlagAndEmptiesTheStore() throws Exception {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "purge-no")) {
      assertThat(storage.capabilities().purge()).isFalse();
      assertThatThrownBy(storage::purge)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.error()).isEqualTo(StorageError.UNSUPPORTED));
    }
    try (TraceStorage storage = LocalStorages.open(SERVICE, "purge-yes", "allow-purge", "true")) {
      write(storage, 3);
      assertThat(storage.catalogReader().services(read())).containsExactly("svc");
      storage.purge();
      assertThat(storage.catalogReader().services(read())).isEmpty();
      write(storage, 3);
      assertThat(storage.catalogReader().services(read())).containsExactly("svc");
    }
  }
}
