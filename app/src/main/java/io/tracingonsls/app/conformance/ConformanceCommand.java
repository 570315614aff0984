// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.serve.CommonSettings;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.settings.Sensitive;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingValues;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the probes against an endpoint and tells which answers were not the documented ones. */
public final class ConformanceCommand implements Command {
  private static final String GROUP = "Conformance";
  private static final Setting<String> ENDPOINT = Setting.text(
          "endpoint", "cn-local.log.aliyuncs.com")
      .group(GROUP)
      .describe("Host name of the Log Service to test, for example cn-hangzhou.log.aliyuncs.com.");
  private static final Setting<String> TARGET = Setting.text("target", "")
      .group(GROUP)
      .describe(
          "URL to connect to instead of the endpoint. Empty: the local Log Service on 127.0.0.1:12690 for cn-local, the"
              + " project's own host over https for others.");
  private static final Setting<String> KEY_ID = Setting.text("access-key-id", "")
      .group(GROUP)
      .describe(
          "Key that may make and remove projects; empty: the local Log Service's own, from --data-dir.");
  private static final Setting<Sensitive> KEY_SECRET =
      Setting.secret("access-key-secret").group(GROUP).describe("Secret of the key.");
  private static final Setting<String> REGION = Setting.text("region", "")
      .group(GROUP)
      .describe("Region for signature version 4; empty: the first part of the endpoint.");
  private static final Setting<String> SIGNATURE = Setting.of(
          "signature", SettingType.oneOf("v1", "v4"), "v4")
      .group(GROUP)
      .describe("Version of the request signature.");
  private static final Setting<String> ONLY = Setting.text("only", "")
      .group(GROUP)
      .describe("Run only probes whose name begins so, for example search.");

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public String summary() {
    return "Compare a Log Service with its documentation";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "conformance",
        "conformance --only sql",
        "conformance --endpoint cn-hangzhou.log.aliyuncs.com --access-key-id ID --access-key-secret SECRET");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>(List.of(
        ENDPOINT, TARGET, KEY_ID, KEY_SECRET, REGION, SIGNATURE, ONLY, StorageSettings.DATA_DIR));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    Terminal terminal = invocation.terminal();
    try {
      List<ProbeResult> results = new ConformanceRun(client(invocation), invocation.clock())
          .run(invocation.values().get(ONLY), result -> print(result, terminal));
      long failed = results.stream().filter(result -> !result.passed()).count();
      terminal.out().println(results.size() + " probes, " + failed + " failed");
      return failed == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    } catch (IOException e) {
      terminal.err().println("tracing-on-sls: conformance: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private static void print(ProbeResult result, Terminal terminal) {
    if (result.passed()) {
      terminal.out().println("ok    " + result.probe().id());
    } else {
      terminal.out().println("FAIL  " + result.probe().id() + ": " + result.detail());
      terminal.out().println("      rule: " + result.probe().rule());
    }
  }

  private static ProtocolClient client(Invocation invocation) {
    SettingValues values = invocation.values();
    String endpoint = values.get(ENDPOINT);
    String region = values.get(REGION).isEmpty() ? firstLabel(endpoint) : values.get(REGION);
    return new ProtocolClient(
        target(values, endpoint),
        endpoint,
        key(values),
        values.get(SIGNATURE).equals("v1") ? SignatureVersion.V1 : SignatureVersion.V4,
        region,
        invocation.clock(),
        Duration.ofSeconds(60));
  }

  private static String firstLabel(String endpoint) {
    int dot = endpoint.indexOf('.');
    return dot < 0 ? endpoint : endpoint.substring(0, dot);
  }

  private static URI target(SettingValues values, String endpoint) {
    String given = values.get(TARGET);
    if (!given.isEmpty()) {
      return URI.create(given);
    }
    return URI.create(
        endpoint.startsWith("cn-local.") ? "http://127.0.0.1:12690" : "https://" + endpoint);
  }

  private static AccessKey key(SettingValues values) {
    String id = values.get(KEY_ID);
    String secret = values.get(KEY_SECRET).reveal();
    if (id.isEmpty() != secret.isEmpty()) {
      throw new UsageException(
          "--access-key-id and --access-key-secret: only one is set (expected: both or none)");
    }
    if (!id.isEmpty()) {
      return AccessKey.permanent(id, secret);
    }
    Path directory = values.get(StorageSettings.DATA_DIR).resolve("log-service");
    try {
      return AccessKey.permanent(
          Files.readString(directory.resolve("access-key-id")).strip(),
          Files.readString(directory.resolve("access-key-secret")).strip());
    } catch (IOException e) {
      throw new UsageException(
          directory
              + ": no readable key pair (expected: the local Log Service's folder, or --access-key-id and --access-key-secret)");
    }
  }
}
