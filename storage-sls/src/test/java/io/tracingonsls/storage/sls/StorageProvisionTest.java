// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.sls.client.SlsEndpoint;
import io.tracingonsls.storage.sls.console.AlertSettings;
import io.tracingonsls.storage.sls.console.ConsoleLanguage;
import io.tracingonsls.storage.sls.console.ConsoleMaker.Outcome;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything is made once, nothing is ever overwritten, and the plan says the same without making it. */
class StorageProvisionTest {
  private static final ConsoleSettings ALL = new ConsoleSettings(
      true, true, new AlertSettings(5, 1000, 15, "on-call"), ConsoleLanguage.ENGLISH);
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static StorageProvision provision(Map<String, String> settings) {
    return StorageProvision.of("local", settings, LocalStorages.CONTEXT);
  }

  private static List<StorageProvision.Step> run(String project) {
    List<StorageProvision.Step> steps = new ArrayList<>();
    try (StorageProvision provision =
        provision(LocalStorages.settings(SERVICE, project, "init-resource-flag", "false"))) {
      assertThat(provision.run(ALL, Duration.ofSeconds(30), steps::add)).isTrue();
    }
    return steps;
  }

  private static JsonNode plan(String project, String... more) throws IOException {
    try (StorageProvision provision = provision(LocalStorages.settings(SERVICE, project, more))) {
      StorageProvision.Plan plan = provision.plan(ALL);
      assertThat(plan.json())
          .doesNotContain(LocalLogServiceExtension.KEY.secret())
          .doesNotContain(LocalLogServiceExtension.KEY.id());
      assertThat(plan.problem()).isEmpty();
      return JSON.readTree(plan.json());
    }
  }

  private static Set<String> states(JsonNode plan) {
    return new HashSet<>(plan.findValuesAsText("state").stream()
        .filter(state -> !state.equals("Enabled"))
        .toList());
  }

  private static ProtocolClient raw() {
    return new ProtocolClient(
        URI.create(SERVICE.target()),
        SERVICE.endpoint(),
        LocalLogServiceExtension.KEY,
        SignatureVersion.V1,
        "cn-local",
        Clock.systemUTC(),
        Duration.ofSeconds(10));
  }

  @Test
  void secondRun_keepsWhatTheFirstMadeAndUsersChanged() throws Exception {
    String project = "provision-twice";
    assertThat(states(plan(project))).containsExactly("missing");
    List<StorageProvision.Step> first = run(project);
    assertThat(first).hasSize(12).allMatch(step -> step.outcome() == Outcome.CREATED);
    assertThat(states(plan(project))).containsExactly("present");
    String dashboard = "/dashboards/istio-tracing-jaeger-span";
    JsonNode made = raw().send(ProtocolRequest.of("GET", project, dashboard)).json();
    assertThat(made.path("charts")).hasSize(16);
    assertThat(made).isEqualTo(plan(project).at("/dashboards/0/body"));
    raw()
        .send(ProtocolRequest.of("PUT", project, dashboard)
            .json("{\"displayName\":\"mine\",\"charts\":[]}"));
    assertThat(run(project)).hasSize(12).allMatch(step -> step.outcome() == Outcome.KEPT);
    assertThat(raw().send(ProtocolRequest.of("GET", project, dashboard)).json().path("displayName"))
        .isEqualTo(JSON.valueToTree("mine"));
  }

  @Test
  void alerts_nameProjectLogstoreRegionAndThresholds() throws Exception {
    JsonNode alerts = plan("provision-alerts").path("alerts");
    assertThat(alerts).hasSize(3);
    for (JsonNode alert : alerts) {
      JsonNode query = alert.at("/body/configuration/queryList/0");
      assertThat(query.path("project").asText()).isEqualTo("provision-alerts");
      assertThat(query.path("store").asText()).isEqualTo("jaeger-span");
      assertThat(query.path("region").asText()).isEqualTo("cn-local");
    }
    assertThat(alerts.findValuesAsText("condition"))
        .containsExactly("error_percent > 5", "p99_ms > 1000", "spans == 0");
    assertThat(alerts.findValuesAsText("actionPolicyId")).containsOnly("on-call");
  }

  @Test
  void unreachableService_stillPrintsEverything() throws Exception {
    Map<String, String> settings =
        LocalStorages.settings(SERVICE, "provision-away", "target", "http://127.0.0.1:1");
    try (StorageProvision provision = provision(settings)) {
      StorageProvision.Plan plan = provision.plan(ALL);
      assertThat(plan.problem()).contains("could not be reached");
      assertThat(states(JSON.readTree(plan.json()))).containsExactly("unknown");
    }
  }

  @Test
  void legacyLogstore_isAskedByItsOwnFields() throws Exception {
    JsonNode plan = plan("provision-legacy", "layout", "jaeger-legacy");
    assertThat(plan.toString())
        .contains("process.serviceName")
        .doesNotContain("statusCode")
        .doesNotContain("json_extract_scalar");
  }

  @Test
  void region_comesFromTheHost() {
    assertThat(region("cn-hangzhou.log.aliyuncs.com")).isEqualTo("cn-hangzhou");
    assertThat(region("https://cn-hangzhou-intranet.log.aliyuncs.com")).isEqualTo("cn-hangzhou");
    assertThat(region("ap-southeast-1-vpc.log.aliyuncs.com")).isEqualTo("ap-southeast-1");
  }

  private static String region(String endpoint) {
    return StorageProvision.region(new SlsEndpoint(
        endpoint, "p", "", false, "", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }
}
