// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiHostingTest {
  private static final IndexPage.Capabilities CAPABILITIES =
      new IndexPage.Capabilities(true, false, true, false, List.of());
  /** The slots of all generations of Jaeger's UI. */
  private static final String ALL_SLOTS = """
      <html><head><base href="/" data-inject-target="BASE_URL" />
      <script>
        function getJaegerUiConfig() {
          // JAEGER_CONFIG_JS
          const DEFAULT_CONFIG = null;
          const JAEGER_CONFIG = DEFAULT_CONFIG;
          const JAEGER_VERSION = DEFAULT_VERSION;
          const JAEGER_STORAGE_CAPABILITIES = DEFAULT_STORAGE_CAPABILITIES;
          const JAEGER_BACKEND_CAPABILITIES = DEFAULT_BACKEND_CAPABILITIES;
        }
      </script></head></html>
      """;

  @TempDir
  Path directory;

  private static String fill(String html, String base, UiConfig config) {
    return IndexPage.fill(
        html, base, new BuildInfo("v1.76.0", "abc", "today"), CAPABILITIES, config);
  }

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void ownAdditions_areAnnouncedWhereTheyAre() {
    String page = IndexPage.fill(
        ALL_SLOTS,
        "",
        BuildInfo.UNKNOWN,
        new IndexPage.Capabilities(
            true, true, true, true, ExplorableLogstore.parse(List.of("app", "mesh:x-</script>"))),
        null);
    assertThat(page)
        .contains(
            "\"aiAssistant\":false,\"consoleLinks\":true,\"logstores\":[{\"name\":\"app\","
                + "\"traceField\":\"\"},{\"name\":\"mesh\",\"traceField\":\"x-\\u003c/script\\u003e\"}]};");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":f", "a:", "a:b c", "a:\"b", "a:b\\"})
  void badLogstores_nameThemselves(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExplorableLogstore.parse(List.of(text)))
        .withMessageContaining("logstores: " + text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExplorableLogstore.parse(List.of("a", "a:b")));
  }

  @Test
  void everySlot_isFilled() {
    assertThat(fill(ALL_SLOTS, "/jaeger", null))
        .contains("<base href=\"/jaeger/\" data-inject")
        .contains("JAEGER_CONFIG = DEFAULT_CONFIG;")
        .contains(
            "JAEGER_VERSION = {\"gitCommit\":\"abc\",\"gitVersion\":\"v1.76.0\",\"buildDate\":\"today\"};")
        .contains(
            "JAEGER_STORAGE_CAPABILITIES = {\"archiveStorage\":true,\"metricsStorage\":false};")
        .contains("JAEGER_BACKEND_CAPABILITIES = {\"archiveStorage\":true,\"metricsStorage\":false,"
            + "\"searchWithoutServiceName\":true,\"aiAssistant\":false};");
  }

  @Test
  void pageWithoutSlots_staysAsItIs() {
    assertThat(fill("<html></html>", "/jaeger", null)).isEqualTo("<html></html>");
    assertThat(fill("<base href=\"/\" >", "", null)).isEqualTo("<base href=\"/\" >");
  }

  @Test
  void jsonConfig_isEscapedAndTakenLiterally() throws IOException {
    UiConfig config = UiConfig.read(
        file("ui.json", "{\"b\":\"</script><script>alert(1)\",\"a\":{\"$1\":\"\\\\$0 &\"}}"));
    assertThat(fill(ALL_SLOTS, "", config))
        .contains("JAEGER_CONFIG = {\"a\":{\"$1\":\"\\\\$0 \\u0026\"},"
            + "\"b\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\"};");
  }

  @Test
  void javaScriptConfig_replacesTheMarkerAndTheNextLine() throws IOException {
    UiConfig config =
        UiConfig.read(file("ui.JS", "\nfunction UIConfig() { return {a: '$1</script>'}; }\n"));
    assertThat(fill(ALL_SLOTS, "", config))
        .contains("function UIConfig() { return {a: '$1<\\/script>'}; }")
        .doesNotContain("JAEGER_CONFIG_JS")
        .doesNotContain("const DEFAULT_CONFIG = null");
  }

  @Test
  void javaScriptConfig_cannotChangeHowThePageIsRead() throws IOException {
    UiConfig config = UiConfig.read(file(
        "ui.js", "function UIConfig() {\r\n return {a: '<!-- <script>'}; }\r\n// </SCRIPT>\n"));
    assertThat(fill(ALL_SLOTS, "", config))
        .contains("return {a: '\\x3c!-- <script>'}; }\n// <\\/SCRIPT>")
        .doesNotContain("\r");
  }

  @Test
  void configuredScripts_areAllowedByTheirHash() throws IOException {
    Path config = file(
        "ui.json",
        "{\"scripts\":[{\"type\":\"inline\",\"text\":\"let a = 1;\"},{\"type\":\"src\",\"text\":\"b\"}]}");
    try (ServedStorage served = new ServedStorage(settings -> settings.uiConfig(config))) {
      assertThat(served.get("/").header("Content-Security-Policy"))
          .contains(hash("let a = 1;"))
          .doesNotContain(hash("b"));
    }
  }

  @Test
  void javaScriptConfig_isAllowedByItsHash() throws IOException {
    file("ui/index.html", "<head><script>\r\n// JAEGER_CONFIG_JS\r\n\r\n</script></head>");
    Path config = file("ui.js", "function UIConfig() {\r\n  return {};\r\n}\r\n");
    try (ServedStorage served = new ServedStorage(
        settings -> settings.staticFiles(directory.resolve("ui")).uiConfig(config))) {
      RawHttp.Answer answer = served.get("/");
      assertThat(answer.text())
          .isEqualTo("<head><script>\nfunction UIConfig() {\n  return {};\n}\n</script></head>");
      assertThat(answer.header("Content-Security-Policy"))
          .contains(hash("\nfunction UIConfig() {\n  return {};\n}\n"));
    }
  }

  private static String hash(String script) {
    return "'sha256-" + MediaTypes.base64Sha256(script.getBytes(StandardCharsets.UTF_8)) + "'";
  }

  @Test
  void compiledCode_runsOnlyInAnOperatorsOwnUi() throws IOException {
    file("ui/index.html", ALL_SLOTS);
    try (ServedStorage own = new ServedStorage(settings -> settings);
        ServedStorage theirs =
            new ServedStorage(settings -> settings.staticFiles(directory.resolve("ui")))) {
      assertThat(own.get("/").header("Content-Security-Policy")).doesNotContain("wasm");
      assertThat(theirs.get("/").header("Content-Security-Policy"))
          .contains("'wasm-unsafe-eval'", "worker-src 'self' blob:")
          .doesNotContain("'unsafe-eval'");
    }
  }

  @Test
  void builtInUi_goesBeforeThePlainPage() throws IOException {
    BuiltInUi ui = path ->
        path.equals("index.html") ? "<p>brought along</p>".getBytes(StandardCharsets.UTF_8) : null;
    try (ServedStorage served = new ServedStorage(settings -> settings.builtInUi(ui))) {
      assertThat(served.get("/search").text()).isEqualTo("<p>brought along</p>");
      assertThat(served.get("/static/plain.js").status()).isEqualTo(200);
    }
  }

  @Test
  void badConfigs_failTheStart() throws IOException {
    for (String text : new String[] {"[1]", "{", "", "5"}) {
      Path file = file("ui.json", text);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UiConfig.read(file))
          .withMessageStartingWith("cannot parse UI config file " + file);
    }
    Path script = file("ui.js", "var x;");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UiConfig.read(script))
        .withMessage("UI config file must define function UIConfig(): " + script);
    Path yaml = file("ui.yaml", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UiConfig.read(yaml))
        .withMessage("unrecognized UI config file format, expecting .js or .json file: " + yaml);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UiConfig.read(directory.resolve("missing.json")))
        .withMessageStartingWith("cannot read UI config file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServedStorage(settings -> settings.uiConfig(yaml)));
  }

  @Test
  void builtInPage_isServedForEveryPagePath() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      for (String path :
          new String[] {"/", "/search?x=1", "/trace/ab", "/API/services", "/index.html"}) {
        RawHttp.Answer answer = served.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.header("Content-Security-Policy"))
            .contains("default-src 'self'", "frame-ancestors 'none'", "'sha256-")
            .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      }
      RawHttp.Answer script = served.get("/static/plain.js");
      assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
      assertThat(script.header("Cache-Control")).contains("immutable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/missing.js", "/static/../index.html", "/static/%2e%2e/secret.txt",
            "/static/..%2fsecret.txt",
        "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/", "/static/link.txt"
      })
  void filesOutside_areNotServed(String path) throws IOException {
    file("ui/index.html", ALL_SLOTS);
    file("ui/static/a.js", "1");
    Files.createSymbolicLink(directory.resolve("ui/static/link.txt"), file("secret.txt", "secret"));
    try (ServedStorage served =
        new ServedStorage(settings -> settings.staticFiles(directory.resolve("ui")))) {
      RawHttp.Answer answer = served.get(path);
      assertThat(answer.status()).isBetween(400, 404);
      assertThat(answer.text()).doesNotContain("secret\n").doesNotContain("root:");
      assertThat(served.get("/static/a.js").text()).isEqualTo("1");
    }
  }

  @Test
  void unchangedFile_isNotSentAgain() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      String tag = served.get("/static/plain.css").header("ETag");
      RawHttp.Answer answer =
          RawHttp.send(served.port(), "GET", "/static/plain.css", Map.of("If-None-Match", tag), "");
      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.text()).isEmpty();
    }
  }

  @Test
  void basePath_appliesToEverythingButOneForgetfulClient() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings.basePath("/jaeger/ui"))) {
      assertThat(served.get("/jaeger/ui/api/services").status()).isEqualTo(200);
      assertThat(served.get("/jaeger/ui/api/nosuch").status()).isEqualTo(404);
      assertThat(served.get("/jaeger/ui/search").text()).contains("<base href=\"/jaeger/ui/\"");
      assertThat(served.get("/jaeger/ui/static/plain.js").status()).isEqualTo(200);
      assertThat(served.get("/jaeger/ui").header("Location")).isEqualTo("/jaeger/ui/");
      assertThat(served.get("/").header("Location")).isEqualTo("/jaeger/ui/");
      assertThat(served.get("/search").status()).isEqualTo(404);
      assertThat(served.get("/api/services").status()).isEqualTo(404);
      assertThat(served.get("/api/v3/services").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaeger", "/jaeger/", "jaeger/", "/a b", "/<x>"})
  void badBasePaths_areRefused(String basePath) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuerySettings.builder().basePath(basePath))
        .withMessage("invalid base path '" + basePath
            + "'. Must start but not end with a slash '/', e.g. '/jaeger/ui'");
  }

  @Test
  void additionalHeaders_areOnEveryAnswer() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings
        .additionalHeader("Access-Control-Allow-Origin: *")
        .additionalHeader("Referrer-Policy: same-origin"))) {
      for (String path :
          new String[] {"/", "/api/services", "/api/nosuch", "/api/traces?limit=x"}) {
        assertThat(served.get(path).header("Access-Control-Allow-Origin"))
            .as(path)
            .isEqualTo("*");
        assertThat(served.get(path).header("Referrer-Policy")).as(path).isEqualTo("same-origin");
      }
    }
  }

  @Test
  void foreignOrigins_getNoPermission() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      for (String method : new String[] {"GET", "OPTIONS"}) {
        RawHttp.Answer answer = RawHttp.send(
            served.port(),
            method,
            "/api/services",
            Map.of("Origin", "http://evil", "Access-Control-Request-Method", "GET"),
            "");
        assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
      }
    }
  }

  @Test
  void answers_areCompressedOnRequest() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.writeTrace("svc", 1, 500, 60, io.tracingonsls.model.Attributes.empty());
      RawHttp.Answer answer = RawHttp.send(
          served.port(), "GET", "/api/traces/1", Map.of("Accept-Encoding", "gzip"), "");
      assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(answer.bytes()).isLessThan(answer.text().length() / 4);
      assertThat(answer.text()).isEqualTo(served.get("/api/traces/1").text());
    }
  }
}
