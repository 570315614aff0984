// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.testing.contract.SpanMaker;
import io.tracingonsls.testing.generate.SeededTexts;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in an address of the console is the question that was asked: asked of Log Service again, it finds the same spans. */
@ExtendWith(SeedExtension.class)
class ConsoleLinksTest {
  private static final String CONSOLE = "https://console.example.com";

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();

  private static TraceStorage open(String project) {
    return LocalStorages.open(
        SERVICE, project, "console-url", CONSOLE + "/", "query-logstores", "envoy-access");
  }

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(30));
  }

  private TimeRange window() {
    return new TimeRange(maker.baseNanos() - 60_000_000_000L, maker.baseNanos() + 60_000_000_000L);
  }

  private TraceId write(TraceStorage storage, String service, String name, Attributes attributes)
      throws Exception {
    TraceId id = SpanMaker.traceId();
    SpanBatch batch = SpanMaker.batch(
        List.of(maker.span(service, id, builder -> builder.name(name).attributes(attributes))));
    assertThat(storage
            .spanWriter()
            .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(30))))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .accepted())
        .isEqualTo(1);
    return id;
  }

  /** The parameters of an address, decoded; the path is checked. */
  private static Map<String, String> parameters(String url, String project, String logstore) {
    URI uri = URI.create(url);
    assertThat(url).startsWith(CONSOLE + "/lognext/project/" + project + "/logsearch/" + logstore);
    Map<String, String> parameters = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    assertThat(parameters).containsEntry("encode", "base64").containsEntry("queryTimeType", "99");
    return parameters;
  }

  private static String query(Map<String, String> parameters) {
    return new String(
        Base64.getDecoder().decode(parameters.getOrDefault("queryString", "")),
        StandardCharsets.UTF_8);
  }

  /** Trace ids of the rows that the console would show. */
  private static Set<String> shown(TraceStorage storage, String url, String project) {
    Map<String, String> parameters = parameters(url, project, "jaeger-span");
    LogRequest request = new LogRequest(
        "",
        query(parameters),
        Long.parseLong(parameters.getOrDefault("startTime", "")),
        Long.parseLong(parameters.getOrDefault("endTime", "")),
        100,
        0,
        true);
    Set<String> ids = new TreeSet<>();
    storage
        .logQuery()
        .query(request, read())
        .rows()
        .forEach(row -> ids.add(row.getOrDefault("traceID", "")));
    return ids;
  }

  @Test
  void hostileValues_areFoundThroughTheAddress(SplittableRandom random) throws Exception {
    try (TraceStorage storage = open("console-hostile")) {
      SeededTexts texts = new SeededTexts(random);
      write(storage, "other", "other", Attributes.of("k", AttributeValue.of("other")));
      for (int i = 0; i < Seeds.rounds(20); i++) {
        // The number makes each its own: some texts come twice.
        String service = text(texts) + " " + i;
        String value = text(texts) + " " + i;
        TraceId id = write(storage, service, "op", Attributes.of("k", AttributeValue.of(value)));
        TraceQuery query = TraceQuery.of(window(), 20)
            .withService(service)
            .withPredicate(SpanPredicate.attribute("k", value));
        String url = storage.consoleLinks().search(query, read());
        assertThat(url).matches("[A-Za-z0-9:/?&=%._~-]+");
        assertThat(shown(storage, url, "console-hostile"))
            .as("%s / %s: %s", service, value, url)
            .contains(id.toHex32())
            .hasSizeLessThan(3);
      }
    }
  }

  private static String text(SeededTexts texts) {
    String text = texts.next();
    return text.isBlank() || text.length() > 300 ? "harmless" : text;
  }

  @Test
  void searchLanguage_isUsedAloneWhereItSaysAll() throws Exception {
    try (TraceStorage storage = open("console-search")) {
      TraceId id = write(storage, "shop", "GET /cart", Attributes.of("k", AttributeValue.of("v")));
      write(storage, "shop", "GET /list", Attributes.of("k", AttributeValue.of("w")));
      TraceQuery query = TraceQuery.of(window(), 20)
          .withService("shop")
          .withPredicate(SpanPredicate.attribute("k", "v"));
      String url = storage.consoleLinks().search(query, read());
      assertThat(query(parameters(url, "console-search", "jaeger-span")))
          .contains("\"service\": \"shop\"")
          .doesNotContain("|");
      assertThat(shown(storage, url, "console-search")).containsExactly(id.toHex32());
    }
  }

  @Test
  void otherConditions_becomeSql() throws Exception {
    try (TraceStorage storage = open("console-sql")) {
      TraceId id = write(storage, "shop", "GET /cart", Attributes.empty());
      write(storage, "shop", "GET /list", Attributes.empty());
      write(storage, "shop", "GET /cart/list", Attributes.empty());
      TraceQuery named = TraceQuery.of(window(), 20).withService("shop").withOperation("GET /cart");
      assertThat(shown(storage, storage.consoleLinks().search(named, read()), "console-sql"))
          .containsExactly(id.toHex32());
      TraceQuery query = TraceQuery.of(window(), 20)
          .withService("shop")
          .withOperation("GET /cart")
          .withPredicate(new SpanPredicate.Compare(
              Intrinsic.NAME, SpanPredicate.Operator.NOT_EQUALS, "GET /list"));
      String url = storage.consoleLinks().search(query, read());
      assertThat(query(parameters(url, "console-sql", "jaeger-span"))).contains(" | select ");
      assertThat(shown(storage, url, "console-sql")).containsExactly(id.toHex32());
      TraceQuery slow =
          new TraceQuery("", "", SpanPredicate.ALWAYS, window(), 3_600_000_000_000L, 0, 20, null);
      assertThat(shown(storage, storage.consoleLinks().search(slow, read()), "console-sql"))
          .isEmpty();
    }
  }

  @Test
  void trace_isFoundInEverySpelling() throws Exception {
    try (TraceStorage storage = open("console-trace")) {
      TraceId id = write(storage, "shop", "op", Attributes.empty());
      for (TimeRange hint : new TimeRange[] {null, window()}) {
        String url = storage.consoleLinks().trace(id, hint, read());
        assertThat(shown(storage, url, "console-trace")).containsExactly(id.toHex32());
      }
      String small = storage.consoleLinks().trace(new TraceId(0, 0xabc), null, read());
      assertThat(query(parameters(small, "console-trace", "jaeger-span")))
          .contains("\"00000000000000000000000000000abc\"", "\"0000000000000abc\"", "\"abc\"");
    }
  }

  @Test
  void logs_keepTheirTextAndOnlyAllowedLogstores() {
    try (TraceStorage storage = open("console-logs")) {
      String text = "a & b=c?#/ \"数据\" | select '+' from log";
      String url = storage
          .consoleLinks()
          .logs(new LogRequest("envoy-access", text, 10, 20, 50, 0, true), read());
      Map<String, String> parameters = parameters(url, "console-logs", "envoy-access");
      assertThat(query(parameters)).isEqualTo(text);
      assertThat(parameters).containsEntry("startTime", "10").containsEntry("endTime", "20");
      LogRequest secret = new LogRequest("secret", "*", 10, 20, 50, 0, true);
      assertThatThrownBy(() -> storage.consoleLinks().logs(secret, read()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("logstore");
    }
  }

  @Test
  void localLogService_hasNoConsole() {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "console-none")) {
      assertThat(storage.consoleLinks().available()).isFalse();
      assertThatThrownBy(() -> storage.consoleLinks().trace(new TraceId(0, 1), null, read()))
          .isInstanceOfSatisfying(
              StorageException.class,
              failure -> assertThat(failure.error()).isEqualTo(StorageError.UNSUPPORTED));
    }
  }
}
