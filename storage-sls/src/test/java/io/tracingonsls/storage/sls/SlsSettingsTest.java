// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageProvider;
import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.sls.search.ConsoleUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Defaults, a full mapping, and mistakes that name themselves and no secret. */
class SlsSettingsTest {
  private static final Map<String, String> CLOUD = Map.of(
      "aliyun-log.endpoint", "cn-hangzhou.log.aliyuncs.com",
      "aliyun-log.project", "my-project",
      "aliyun-log.access-key-id", "id",
      "aliyun-log.access-key-secret", "s3cret");

  private static SlsSettings parse(Map<String, String> base, String... more) {
    Map<String, String> settings = new HashMap<>(base);
    for (int i = 0; i < more.length; i += 2) {
      settings.put("aliyun-log." + more[i], more[i + 1]);
    }
    return SlsSettings.parse(settings, SlsDefaults.CLOUD, LocalStorages.CONTEXT, Map.of());
  }

  @Test
  void providers_areFoundByServiceLoader() {
    assertThat(ServiceLoader.load(StorageProvider.class).stream()
            .map(found -> found.get().id()))
        .contains("aliyun-log", "local");
  }

  @Test
  void everySetting_hasADescriptionAndAName() {
    for (StorageProvider provider : List.of(new AliyunLogProvider(), new LocalProvider())) {
      assertThat(provider.settings())
          .extracting(StorageSetting::name)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.startsWith("aliyun-log."));
      assertThat(provider.settings()).noneMatch(setting -> setting.description().isBlank());
    }
  }

  @Test
  void cloudDefaults_areAsDocumented() {
    SlsSettings settings = parse(CLOUD);
    assertThat(settings.endpoint().tls()).isTrue();
    assertThat(settings.endpoint().target()).isEmpty();
    assertThat(settings.provision().logstore().name()).isEqualTo("jaeger-span");
    assertThat(settings.provision().logstore().ttlDays()).isEqualTo(30);
    assertThat(settings.provision().logstore().shards()).isEqualTo(2);
    assertThat(settings.read().lookBack()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.read().dependencyLogstore()).isEmpty();
    assertThat(settings.write().targetBytes()).isEqualTo(1_000_000);
    assertThat(settings.spool()).isNull();
  }

  @Test
  void localDefaults_pointAtTheLocalService() {
    SlsSettings settings =
        SlsSettings.parse(Map.of(), SlsDefaults.LOCAL, LocalStorages.CONTEXT, Map.of());
    assertThat(settings.endpoint().target()).isEqualTo("http://127.0.0.1:12690");
    assertThat(settings.endpoint().project()).isEqualTo("tracing-local");
    assertThat(settings.endpoint().tls()).isFalse();
    assertThatThrownBy(() -> settings.credentials().current())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("access-key-id");
  }

  @Test
  void console_isThatOfTheCloudUnlessGiven() {
    assertThat(parse(CLOUD).console())
        .isEqualTo(new ConsoleUrl("https://sls.console.aliyun.com", "my-project", "cn-hangzhou"));
    assertThat(parse(CLOUD, "target", "http://127.0.0.1:12690").console()).isNull();
    assertThat(parse(CLOUD, "console-url", "none").console()).isNull();
    assertThat(parse(CLOUD, "console-url", "https://sls.example.com/x/").console())
        .extracting(ConsoleUrl::base)
        .isEqualTo("https://sls.example.com/x");
    for (String bad : List.of(
        "javascript:alert(1)",
        "sls.example.com",
        "https://h/?a=b",
        "https://u@h",
        "https://h/#f")) {
      assertThatThrownBy(() -> parse(CLOUD, "console-url", bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("aliyun-log.console-url");
    }
  }

  @Test
  void traceInstance_givesBothLogstores() {
    SlsSettings settings = parse(CLOUD, "instance", "prod");
    assertThat(settings.provision().logstore().name()).isEqualTo("prod-traces");
    assertThat(settings.read().dependencyLogstore()).isEqualTo("prod-traces-deps");
    assertThat(settings.provision().traceInstance()).isTrue();
  }

  @Test
  void mistakes_nameTheSetting() {
    wrong("aliyun-log.project", "project", "AB");
    wrong("aliyun-log.span-logstore", "span-logstore", "x");
    wrong("aliyun-log.endpoint", "endpoint", "http://127.0.0.1:80/path");
    wrong("aliyun-log.target", "target", "localhost");
    wrong("aliyun-log.layout", "layout", "other");
    wrong("aliyun-log.ttl-days", "ttl-days", "0");
    wrong("aliyun-log.max-query-duration", "max-query-duration", "week");
    wrong("aliyun-log.signature-version", "signature-version", "v3");
    wrong("aliyun-log.region", "signature-version", "v4");
    wrong("aliyun-log.credentials", "credentials", "magic");
    wrong("aliyun-log.init-resource-flag", "init-resource-flag", "yes");
    wrong("aliyun-log.spool-durability", "spool-durability", "never");
    wrong("aliyun-log.query-logstores", "query-logstores", "ok-store,No");
  }

  private static void wrong(String named, String setting, String value) {
    assertThatThrownBy(() -> parse(CLOUD, setting, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named + ": ")
        .hasMessageContaining("(expected: ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void secrets_areNotShown() {
    assertThat(parse(CLOUD).toString()).doesNotContain("s3cret");
    assertThat(parse(CLOUD).credentials().current().toString()).doesNotContain("s3cret");
  }

  @Test
  void archive_takesWhatItHasOfItsOwn() {
    Map<String, String> settings = new HashMap<>(CLOUD);
    assertThat(SlsFlags.archive(settings)).isEmpty();
    settings.put("aliyun-log.archive.span-logstore", "kept");
    settings.put("aliyun-log.archive.ttl-days", "3650");
    settings.put("aliyun-log.span-logstore", "usual");
    settings.put("aliyun-log.max-query-duration", "24h");
    Map<String, String> archive = SlsFlags.archive(settings);
    assertThat(archive)
        .containsEntry("aliyun-log.span-logstore", "kept")
        .containsEntry("aliyun-log.ttl-days", "3650")
        .containsEntry("aliyun-log.max-query-duration", "87600h")
        .containsEntry("aliyun-log.project", "my-project");
    assertThat(parse(archive).provision().logstore().name()).isEqualTo("kept");
  }

  @Test
  void noCredentials_saysWhereTheyWereLookedFor() {
    Map<String, String> settings = Map.of(
        "aliyun-log.endpoint", "cn-hangzhou.log.aliyuncs.com",
        "aliyun-log.project", "my-project");
    SlsSettings parsed =
        SlsSettings.parse(settings, SlsDefaults.CLOUD, LocalStorages.CONTEXT, Map.of());
    assertThatThrownBy(() -> parsed.credentials().current())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("ALIBABA_CLOUD_ACCESS_KEY_ID");
    SlsSettings fromEnvironment = SlsSettings.parse(
        settings,
        SlsDefaults.CLOUD,
        LocalStorages.CONTEXT,
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "env-id",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "env-secret"));
    assertThat(fromEnvironment.credentials().current().accessKeyId()).isEqualTo("env-id");
  }
}
