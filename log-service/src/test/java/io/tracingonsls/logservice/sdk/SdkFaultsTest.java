// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.response.GetLogsResponse;
import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every fault, as the unmodified Java SDK meets it. */
final class SdkFaultsTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final String PROJECT = "fault-project";
  private static final int T = 1_700_000_000;
  private static Client client;
  private static int stores;
  private String store = "";

  @BeforeAll
  static void connect() throws LogException {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    client.CreateProject(PROJECT, "");
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
  }

  @BeforeEach
  void makeStore(TestInfo info) throws LogException {
    store = "store-" + stores++;
    client.CreateLogStore(PROJECT, new LogStore(store, 3650, 1));
    client.CreateIndex(PROJECT, store, SdkAdminTest.spanIndex());
  }

  private void put() throws LogException {
    client.PutLogs(
        PROJECT, store, TestGroup.of("", "").log(T, "traceID", "x").toBytes(), "lz4", null);
  }

  private GetLogsResponse found() throws LogException {
    return client.GetLogs(PROJECT, store, T, T + 1, "", "*");
  }

  private void putFails(int status, String code) {
    assertThatExceptionOfType(LogException.class).isThrownBy(this::put).satisfies(e -> {
      assertThat(e.getHttpCode()).isEqualTo(status);
      assertThat(e.GetErrorCode()).isEqualTo(code);
    });
  }

  @Test
  void quota_thenFine() throws LogException {
    SERVICE.faults().add(Call.WRITE, Fault.quotaExceeded(), 2);
    putFails(403, "ShardWriteQuotaExceed");
    assertThat(found().GetCount()).isZero();
    putFails(403, "ShardWriteQuotaExceed");
    put();
    assertThat(found().GetCount()).isEqualTo(1);
  }

  @Test
  void internalError_withAndWithoutRequestId() throws LogException {
    for (boolean withRequestId : new boolean[] {true, false}) {
      SERVICE.faults().add(Call.WRITE, Fault.internalError(withRequestId), 1);
      assertThatExceptionOfType(LogException.class).isThrownBy(this::put).satisfies(e -> {
        assertThat(e.getHttpCode()).isEqualTo(500);
        assertThat(e.GetErrorCode()).isEqualTo("InternalServerError");
        assertThat(e.GetRequestId().isEmpty()).isNotEqualTo(withRequestId);
      });
    }
    assertThat(found().GetCount()).isZero();
  }

  @Test
  void drop_nothingIsStored() throws LogException {
    SERVICE.faults().add(Call.WRITE, new Fault.Drop(), 1);
    putFails(-1, "RequestError");
    assertThat(found().GetCount()).isZero();
  }

  @Test
  void loseAnswer_logIsStored() throws LogException {
    SERVICE.faults().add(Call.WRITE, new Fault.LoseAnswer(), 1);
    putFails(-1, "RequestError");
    assertThat(found().GetCount()).isEqualTo(1);
  }

  @Test
  void delay_stillServed() throws LogException {
    SERVICE.faults().add(Call.READ, new Fault.Delay(Duration.ofMillis(50)), 1);
    assertThat(found().GetCount()).isZero();
  }

  @Test
  void incomplete_forTheFirstAnswersOfEachQuery() throws LogException {
    put();
    put();
    SERVICE.faults().incomplete(2);
    assertThat(found().IsCompleted()).isFalse();
    assertThat(found().GetCount()).isEqualTo(1);
    assertThat(found().IsCompleted()).isTrue();
    assertThat(found().GetCount()).isEqualTo(2);
  }

  @Test
  void admin_callsAreStruckOnlyWhenAsked() throws LogException {
    SERVICE.faults().add(Call.ADMIN, Fault.busy(), Faults.ALWAYS);
    put();
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.GetProject(PROJECT))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("ServerBusy"));
    SERVICE.faults().clear();
    client.GetProject(PROJECT);
  }

  @Test
  void visibilityDelay_acknowledgedBeforeFound() throws LogException {
    SERVICE.faults().visibilityDelay(Duration.ofHours(1));
    put();
    assertThat(found().GetCount()).isZero();
    SERVICE.faults().visibilityDelay(Duration.ofMillis(50));
    put();
    await(() -> {
      try {
        return found().GetCount() == 1;
      } catch (LogException e) {
        throw new AssertionError(e);
      }
    });
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
