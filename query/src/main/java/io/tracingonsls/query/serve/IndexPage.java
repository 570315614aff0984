// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.query.render.Json;
import io.tracingonsls.query.render.LegacyEnvelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final Pattern INLINE_SCRIPT = Pattern.compile(
      "<script(?![^>]*\\ssrc\\s*=)[^>]*>(.*?)</script>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private IndexPage() {}

  /** What the server can do, for the UI to show or hide parts. */
  record Capabilities(boolean archive, boolean metrics, boolean searchWithoutService) {}

  static String fill(
      String html,
      String basePath,
      BuildInfo build,
      Capabilities capabilities,
      @Nullable UiConfig config) {
    String page = html;
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

  /** A policy under which exactly the page's own inline scripts may run. */
  static String contentSecurityPolicy(String page, String frameAncestors) {
    StringBuilder scripts = new StringBuilder("script-src 'self'");
    Matcher inline = INLINE_SCRIPT.matcher(page);
    while (inline.find()) {
      byte[] script = inline.group(1).getBytes(StandardCharsets.UTF_8);
      scripts.append(" 'sha256-").append(MediaTypes.base64Sha256(script)).append('\'');
    }
    return "default-src 'self'; " + scripts
        + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
        + "; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
        + "; frame-ancestors " + frameAncestors;
  }
}
