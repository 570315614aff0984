// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.provision.CheckStep;
import io.tracingonsls.storage.sls.provision.CheckStep.Result;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first failure is named with its fix, nothing is left behind, no secret is shown. */
class StorageCheckTest {
  private static final StorageContext CONTEXT =
      new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, Path.of("unused"));

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static Map<String, String> settings(String project) {
    Map<String, String> settings = new HashMap<>();
    settings.put("aliyun-log.endpoint", SERVICE.endpoint());
    settings.put("aliyun-log.target", SERVICE.target());
    settings.put("aliyun-log.project", project);
    settings.put("aliyun-log.access-key-id", LocalLogServiceExtension.KEY.id());
    settings.put("aliyun-log.access-key-secret", LocalLogServiceExtension.KEY.secret());
    return settings;
  }

  private static List<CheckStep> check(Map<String, String> settings) {
    List<CheckStep> seen = new ArrayList<>();
    List<CheckStep> steps =
        StorageCheck.run("local", settings, CONTEXT, Duration.ofSeconds(20), seen::add);
    assertThat(seen).isEqualTo(steps);
    assertThat(steps.toString()).doesNotContain(LocalLogServiceExtension.KEY.secret());
    return steps;
  }

  private static CheckStep failure(List<CheckStep> steps) {
    List<CheckStep> failures =
        steps.stream().filter(step -> step.result() == Result.FAILED).toList();
    assertThat(failures).as("%s", steps).hasSize(1);
    assertThat(failures.get(0).fix()).isNotEmpty();
    return failures.get(0);
  }

  @Test
  void preparedStorage_passesAndStaysEmpty() {
    Map<String, String> settings = settings("check-prepared");
    try (TraceStorage storage = new LocalProvider().open(settings, CONTEXT)) {
      storage.prepare(Duration.ofSeconds(30));
      List<CheckStep> steps = check(settings);
      assertThat(steps).noneMatch(step -> step.result() == Result.FAILED);
      assertThat(steps)
          .extracting(CheckStep::name)
          .contains("names", "credentials", "DNS", "TCP", "signature", "write", "read", "SQL");
      assertThat(storage
              .catalogReader()
              .services(io.tracingonsls.storage.ReadContext.within(Duration.ofSeconds(10))))
          .isEmpty();
    }
  }

  @Test
  void missingProject_isAWarning() {
    assertThat(check(settings("check-missing")))
        .noneMatch(step -> step.result() == Result.FAILED)
        .anyMatch(step -> step.name().equals("project") && step.result() == Result.WARNING);
  }

  @Test
  void wrongSecret_failsAtTheSignature() {
    Map<String, String> settings = settings("check-wrong");
    settings.put("aliyun-log.access-key-secret", "wrong");
    assertThat(failure(check(settings)).name()).isEqualTo("signature");
  }

  @Test
  void closedPort_failsAtTcp() {
    Map<String, String> settings = settings("check-closed");
    settings.put("aliyun-log.target", "http://127.0.0.1:1");
    assertThat(failure(check(settings)).name()).isEqualTo("TCP");
  }

  @Test
  void unknownHost_failsAtDns() {
    Map<String, String> settings = settings("check-dns");
    settings.put("aliyun-log.target", "http://no-such-host.invalid:80");
    assertThat(failure(check(settings)).name()).isEqualTo("DNS");
  }

  @Test
  void badName_failsBeforeAnythingIsSent() {
    CheckStep failure = failure(check(settings("Bad_Name")));
    assertThat(failure.name()).isEqualTo("names");
    assertThat(failure.detail()).contains("lower-case letters, digits and hyphens");
  }
}
