// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.query.render.Json;
import io.tracingonsls.query.render.LegacyEnvelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the slots of an index.html: whichever of the slots of all generations of Jaeger's UI it has. What is put in is never taken for a
 * replacement pattern, so a dollar sign in a configuration stays one.
 */
final class IndexPage {
  private static final Pattern CONFIG = Pattern.compile("JAEGER_CONFIG *= *DEFAULT_CONFIG;");
  private static final Pattern CONFIG_JS =
      Pattern.compile("(?im)^\\s*//\\s*JAEGER_CONFIG_JS.*\\n.*");
  private static final Pattern VERSION = Pattern.compile("JAEGER_VERSION *= *DEFAULT_VERSION;");
  private static final Pattern STORAGE =
      Pattern.compile("JAEGER_STORAGE_CAPABILITIES *= *DEFAULT_STORAGE_CAPABILITIES;");
  private static final Pattern BACKEND =
      Pattern.compile("JAEGER_BACKEND_CAPABILITIES *= *DEFAULT_BACKEND_CAPABILITIES;");
  private static final Pattern BASE = Pattern.compile("<base href=\"/\"");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n?");

  private static final Pattern INLINE_SCRIPT = Pattern.compile(
      "<script(?![^>]*\\ssrc\\s*=)[^>]*>(.*?)</script>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private IndexPage() {}

  /** What the server can do, for the UI to show or hide parts. */
  record Capabilities(
      boolean archive,
      boolean metrics,
      boolean searchWithoutService,
      boolean console,
      List<ExplorableLogstore> logstores) {}

  static String fill(
      String html,
      String basePath,
      BuildInfo build,
      Capabilities capabilities,
      @Nullable UiConfig config) {
    String page = lineFeeds(html);
    if (config != null && config.isJavaScript()) {
      page = replace(page, CONFIG_JS, config.script());
    } else if (config != null) {
      page = replace(page, CONFIG, "JAEGER_CONFIG = " + config.script() + ";");
    }
    page = replace(page, VERSION, "JAEGER_VERSION = " + json(out -> version(out, build)) + ";");
    page = replace(
        page,
        STORAGE,
        "JAEGER_STORAGE_CAPABILITIES = " + json(out -> storage(out, capabilities)) + ";");
    page = replace(
        page,
        BACKEND,
        "JAEGER_BACKEND_CAPABILITIES = " + json(out -> backend(out, capabilities)) + ";");
    return basePath.isEmpty() ? page : replace(page, BASE, "<base href=\"" + basePath + "/\"");
  }

  /** Browsers read every line end as a line feed before they compare a script with its hash. */
  static String lineFeeds(String text) {
    return LINE_END.matcher(text).replaceAll("\n");
  }

  private static String replace(String page, Pattern slot, String text) {
    return slot.matcher(page).replaceAll(Matcher.quoteReplacement(text));
  }

  private static void version(JsonGenerator json, BuildInfo build) throws IOException {
    json.writeStartObject();
    json.writeStringField("gitCommit", build.commit());
    json.writeStringField("gitVersion", build.version());
    json.writeStringField("buildDate", build.date());
    json.writeEndObject();
  }

  private static void storage(JsonGenerator json, Capabilities capabilities) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("archiveStorage", capabilities.archive());
    json.writeBooleanField("metricsStorage", capabilities.metrics());
    json.writeEndObject();
  }

  private static void backend(JsonGenerator json, Capabilities capabilities) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("archiveStorage", capabilities.archive());
    json.writeBooleanField("metricsStorage", capabilities.metrics());
    json.writeBooleanField("searchWithoutServiceName", capabilities.searchWithoutService());
    json.writeBooleanField("aiAssistant", false);
    if (capabilities.console()) {
      json.writeBooleanField("consoleLinks", true);
    }
    if (!capabilities.logstores().isEmpty()) {
      json.writeArrayFieldStart("logstores");
      for (ExplorableLogstore logstore : capabilities.logstores()) {
        json.writeStartObject();
        json.writeStringField("name", logstore.name());
        json.writeStringField("traceField", logstore.traceField());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static String json(LegacyEnvelope.Data document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    try (JsonGenerator json = Json.generator(out, false)) {
      document.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return ScriptText.escaped(out.toString(StandardCharsets.UTF_8));
  }

  /**
   * A policy under which exactly the page's own inline scripts and those of the configuration may run.
   *
   * @param webAssembly whether compiled code may run too: Jaeger's UI draws its graphs with it, in a worker that has the page's policy
   */
  static String contentSecurityPolicy(
      String page, List<String> configured, boolean webAssembly, String frameAncestors) {
    StringBuilder scripts = new StringBuilder("script-src 'self'");
    Matcher inline = INLINE_SCRIPT.matcher(page);
    while (inline.find()) {
      appendHash(scripts, inline.group(1));
    }
    configured.forEach(script -> appendHash(scripts, script));
    scripts.append(webAssembly ? " 'wasm-unsafe-eval'" : "");
    return "default-src 'self'; " + scripts
        + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
        + "; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
        + "; frame-ancestors " + frameAncestors;
  }

  private static void appendHash(StringBuilder scripts, String script) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    scripts.append(" 'sha256-").append(MediaTypes.base64Sha256(bytes)).append('\'');
  }
}
