// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.ConsoleObject;
import io.tracingonsls.storage.sls.client.FakeSlsClient;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Creates what is missing, alters nothing. */
class ProvisionerTest {
  private static final String STORE = "jaeger-span";

  private final FakeSlsClient client = new FakeSlsClient();

  private LogstoreInspector prepare(LayoutChoice layout, boolean create, boolean traceInstance) {
    LogstoreInspector inspector = new LogstoreInspector(client, STORE, layout);
    ProvisionSettings settings = new ProvisionSettings(
        "project", new LogstoreSpec(STORE, 30, 2, 32), layout, create, true, traceInstance);
    new Provisioner(client, settings, inspector, Clock.systemUTC()).prepare(Duration.ofSeconds(10));
    return inspector;
  }

  @Test
  void everythingMissing_isCreated() {
    LogstoreInspector inspector = prepare(LayoutChoice.AUTO, true, false);
    assertThat(client.calls)
        .containsSubsequence("createProject", "createLogstore", "createIndex", "query");
    assertThat(inspector.logstore().writeLayout()).isSameAs(SpanLayout.SLS_TRACE);
    client.calls.clear();
    prepare(LayoutChoice.AUTO, true, false);
    assertThat(client.calls).containsOnly("query");
  }

  @Test
  void existingLegacyIndex_decidesTheLayoutAndStays() {
    FakeSlsClient before = client;
    before.createProject("");
    before.createLogstore(new LogstoreSpec(STORE, 30, 2, 32));
    before.putIndex(STORE, SpanLayout.JAEGER_LEGACY.indexJson());
    before.calls.clear();
    LogstoreInspector inspector = prepare(LayoutChoice.AUTO, true, false);
    assertThat(inspector.logstore().writeLayout()).isSameAs(SpanLayout.JAEGER_LEGACY);
    assertThat(client.calls).containsOnly("query");
    assertThat(client.index(STORE)).contains(SpanLayout.JAEGER_LEGACY.indexJson());
  }

  @Test
  void indexOfAnotherKind_isRefusedWithTheMissingKeys() {
    client.createProject("");
    client.createLogstore(new LogstoreSpec(STORE, 30, 2, 32));
    client.putIndex(STORE, "{\"keys\":{\"level\":{\"type\":\"text\"}}}");
    assertThatThrownBy(() -> prepare(LayoutChoice.AUTO, true, false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("service")
        .hasMessageContaining("start")
        .hasMessageContaining(STORE);
  }

  @Test
  void traceInstance_isNeverTouched() {
    client.createProject("");
    client.createLogstore(new LogstoreSpec(STORE, 30, 2, 32));
    client.calls.clear();
    prepare(LayoutChoice.AUTO, true, true);
    assertThat(client.calls).containsOnly("query");
  }

  @Test
  void unknownLayout_isRefused() {
    assertThatThrownBy(() -> LayoutChoice.of("aliyun-log.layout", "x"))
        .hasMessage("aliyun-log.layout: x (expected: auto, sls-trace or jaeger-legacy)");
    assertThat(StorageError.INVALID_QUERY.retryable()).isFalse();
  }

  @Test
  void newLogstore_comesWithDashboardAndSearches() {
    prepare(LayoutChoice.AUTO, true, false);
    assertThat(client.consoleObjects)
        .extracting(ConsoleObject::name)
        .containsExactly(
            "istio-tracing-jaeger-span",
            "spans-errors-jaeger-span",
            "spans-slow-jaeger-span",
            "spans-services-jaeger-span",
            "spans-operations-jaeger-span",
            "spans-failing-jaeger-span");
  }

  @Test
  void oldLogstore_getsNothing() {
    client.createProject("");
    client.createLogstore(new LogstoreSpec(STORE, 30, 2, 32));
    prepare(LayoutChoice.AUTO, true, false);
    assertThat(client.consoleObjects).isEmpty();
  }

  @Test
  void keyThatMayNotSearch_isEnoughForWriting() {
    client.queryRefusal = FakeSlsClient.failure(SlsFailure.Kind.FORBIDDEN, "Unauthorized");
    assertThat(prepare(LayoutChoice.AUTO, true, false).logstore().writeLayout())
        .isSameAs(SpanLayout.SLS_TRACE);
    client.deleteLogstore(STORE);
    assertThatThrownBy(() -> prepare(LayoutChoice.AUTO, false, false))
        .isInstanceOf(StorageException.class)
        .extracting(failure -> ((StorageException) failure).error())
        .isEqualTo(StorageError.UNAUTHORIZED);
  }

  @Test
  void refusedDashboard_doesNotStopTheStart() {
    client.consoleRefusal = FakeSlsClient.failure(SlsFailure.Kind.FORBIDDEN, "Unauthorized");
    prepare(LayoutChoice.AUTO, true, false);
    assertThat(client.consoleObjects).isEmpty();
  }
}
