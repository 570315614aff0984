// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.WriteReceipt.Durability;
import io.tracingonsls.testing.contract.Eventually;
import io.tracingonsls.testing.contract.SpanMaker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which Logstore a tenant has, and that tenants stay apart over restarts. */
class TenancyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();

  private static ReadContext as(String tenant) {
    return new ReadContext(
        tenant, Deadline.after(PATIENCE), 1000, 1L << 26, new CancelFlag(), warning -> {});
  }

  private static WriteReceipt write(TraceStorage storage, String tenant, TraceSpan span)
      throws Exception {
    return storage
        .spanWriter()
        .write(SpanMaker.batch(List.of(span)), new WriteContext(tenant, Deadline.after(PATIENCE)))
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static List<TraceSpan> fetch(TraceStorage storage, String tenant, TraceSpan span) {
    List<TraceSpan> found = new ArrayList<>();
    storage
        .spanReader()
        .fetch(
            new TraceFetch(List.of(span.span().traceId()), null),
            as(tenant),
            chunk -> found.addAll(chunk.spans()));
    return found;
  }

  private TraceSpan span() {
    return maker.span(maker.unique("svc"), SpanMaker.traceId(), builder -> builder);
  }

  private static List<String> logstores(String project) {
    Map<String, String> settings = LocalStorages.settings(SERVICE, project);
    SlsSettings parsed =
        SlsSettings.parse(settings, SlsDefaults.LOCAL, LocalStorages.CONTEXT, Map.of());
    List<String> found = new ArrayList<>();
    try (io.tracingonsls.storage.sls.client.SlsClient client =
        new io.tracingonsls.storage.sls.client.SdkSlsClient(
            parsed.endpoint(), parsed.credentials(), "127.0.0.1")) {
      for (String name : List.of("jaeger-span", "jaeger-span-acme", "jaeger-span-ghost", "own")) {
        if (client.logstoreExists(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static void assertUnknown(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.error()).isEqualTo(StorageError.UNKNOWN_TENANT));
  }

  @Test
  void logstoresAreMadeByWriting_notByReading() throws Exception {
    try (TraceStorage storage =
        LocalStorages.open(SERVICE, "tenants-made", "tenant-logstores", "Weird Name!=own")) {
      TraceSpan span = span();
      assertThat(fetch(storage, "ghost", span)).isEmpty();
      assertThat(storage
              .logQuery()
              .query(new LogRequest("", "*", 1, 2_000_000_000L, 10, 0, false), as("ghost"))
              .rows())
          .isEmpty();
      write(storage, "acme", span);
      storage.prepareTenant("Weird Name!", PATIENCE);
      assertThat(logstores("tenants-made"))
          .containsExactly("jaeger-span", "jaeger-span-acme", "own");
      LogRequest others = new LogRequest("jaeger-span", "*", 1, 2_000_000_000L, 10, 0, false);
      assertThatThrownBy(() -> storage.logQuery().query(others, as("acme")))
          .hasMessageContaining("expected: jaeger-span-acme)");
    }
  }

  @Test
  void namesThatCannotHaveALogstore_areUnknown() throws Exception {
    try (TraceStorage storage = LocalStorages.open(
        SERVICE,
        "tenants-names",
        "archive.span-logstore",
        "jaeger-span-archive",
        "query-logstores",
        "jaeger-span-audit",
        "tenant-logstores",
        "big=jaeger-span-b")) {
      for (String tenant : List.of(
          "ACME",
          "a/b",
          "a b",
          "x".repeat(60),
          "-",
          "sampling",
          "archive",
          "archive-acme",
          "audit",
          "b",
          "\"",
          "追踪")) {
        assertUnknown(() -> storage.checkTenant(tenant));
        assertUnknown(() -> storage
            .spanReader()
            .fetch(new TraceFetch(List.of(SpanMaker.traceId()), null), as(tenant), chunk -> {}));
        assertThatThrownBy(() -> write(storage, tenant, span()))
            .cause()
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.error()).isEqualTo(StorageError.UNKNOWN_TENANT));
      }
      for (String tenant : List.of("", "acme", "big", "archives", "a_b", "1")) {
        assertThatCode(() -> storage.checkTenant(tenant)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void archiveOfTenants_isApartFromTheMainStorage() {
    Map<String, String> main = LocalStorages.settings(
        SERVICE,
        "tenants-archive",
        "span-logstore",
        "spans-live",
        "archive.span-logstore",
        "spans",
        "tenant-logstores",
        "acme=own");
    Map<String, String> archive = new LocalProvider().archiveSettings(main);
    TenantNames names = SlsSettings.parse(
            archive, SlsDefaults.LOCAL, LocalStorages.CONTEXT, Map.of())
        .tenants();
    assertThat(names.logstoreOf("acme")).isEqualTo("spans-acme");
    // Would be the Logstore of the main storage's tenant acme.
    assertUnknown(() -> names.logstoreOf("live-acme"));
    assertUnknown(() -> names.logstoreOf("live"));
  }

  @Test
  void badMappings_nameTheSetting() {
    for (String bad : List.of(
        "acme",
        "=x-store",
        "acme=UPPER",
        "a=one-store,b=one-store",
        "a=one-store,a=two-store",
        "a=jaeger-span-sampling")) {
      Map<String, String> settings =
          LocalStorages.settings(SERVICE, "tenants-bad", "tenant-logstores", bad);
      assertThatThrownBy(
              () -> SlsSettings.parse(settings, SlsDefaults.LOCAL, LocalStorages.CONTEXT, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("aliyun-log.tenant-logstores: ");
    }
  }

  @Test
  void tenantsBeyondTheLimit_areUnknown() throws Exception {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "tenants-many", "max-tenants", "2")) {
      TraceSpan span = span();
      write(storage, "one", span);
      write(storage, "two", span);
      assertThatThrownBy(() -> write(storage, "three", span))
          .cause()
          .hasMessageContaining("there are 2 tenants already");
      write(storage, "one", span());
      assertThat(fetch(storage, "three", span)).isEmpty();
    }
  }

  @Test
  void spoolsOfTenants_stayApartOverARestart(@TempDir Path dir) throws Exception {
    Map<String, String> settings = new HashMap<>(LocalStorages.settings(
        SERVICE, "tenants-spool", "spool", "true", "spool-dir", dir.toString()));
    Map<String, String> away = new HashMap<>(settings);
    away.put("aliyun-log.target", "http://127.0.0.1:9");
    TraceSpan acmes = span();
    TraceSpan globexs = maker.span(maker.unique("svc"), acmes.span().traceId(), builder -> builder);
    TraceSpan nobodys = maker.span(maker.unique("svc"), acmes.span().traceId(), builder -> builder);
    try (TraceStorage storage = new LocalProvider().open(away, LocalStorages.CONTEXT)) {
      assertThat(write(storage, "acme", acmes).durability()).isEqualTo(Durability.JOURNALED);
      assertThat(write(storage, "globex", globexs).durability()).isEqualTo(Durability.JOURNALED);
      assertThat(write(storage, "", nobodys).durability()).isEqualTo(Durability.JOURNALED);
    }
    try (TraceStorage storage = new LocalProvider().open(settings, LocalStorages.CONTEXT)) {
      storage.prepare(PATIENCE);
      Eventually.holds(PATIENCE, () -> {
        assertThat(fetch(storage, "acme", acmes)).containsExactly(acmes);
        assertThat(fetch(storage, "globex", acmes)).containsExactly(globexs);
        assertThat(fetch(storage, "", acmes)).containsExactly(nobodys);
      });
    }
  }
}
