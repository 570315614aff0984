// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The index of a new Logstore, as the body of Log Service's CreateIndex. */
final class IndexJson {
  /** Splits text into words where the console's default does. */
  private static final List<String> WORDS = List.of(
      ",", " ", "'", "\"", ";", "=", "(", ")", "[", "]", "{", "}", "?", "@", "&", "<", ">", "/",
      ":", "\n", "\t", "\r");

  private static final List<String> WHOLE = List.of();
  private static final int MAX_TEXT_LEN = 16_384;

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private IndexJson() throws IOException {
    json = new JsonFactory().createGenerator(text);
  }

  static String slsTrace() {
    try {
      IndexJson index = new IndexJson();
      index.begin(false);
      for (String id : List.of("traceID", "spanID", "parentSpanID")) {
        // All writers spell ids in lower case, and exact words are looked up instead of compared
        // one by one.
        index.text(id, WHOLE, true, true);
      }
      index.texts(
          WHOLE,
          "service",
          "host",
          "kind",
          "statusCode",
          "otlp.name",
          "otlp.version",
          "traceState",
          SlsTraceFields.SCOPE_ATTRIBUTE,
          SlsTraceFields.EXT);
      index.texts(WORDS, "name", "statusMessage", "links", "logs", "jaeger.warnings");
      index.longs("start", "end", "duration", "flags", SlsTraceFields.NANO);
      index.object("attribute");
      index.object("resource");
      index.text(SlsTraceFields.FIND, List.of("\n"), true, false);
      return index.end();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
  }

  static String legacy() {
    try {
      IndexJson index = new IndexJson();
      index.begin(true);
      index.longs("duration", "startTime", "tags.request_size", "tags.response_size");
      index.texts(
          WHOLE,
          "parentSpanID",
          "traceID",
          "process.tags.ip",
          "tags.component",
          "tags.downstream_cluster",
          "tags.guid:x-request-id",
          "tags.http.method",
          "tags.http.protocol",
          "tags.http.status_code",
          "tags.http.url",
          "tags.node_id",
          "tags.response_flags",
          "tags.span.kind",
          "tags.upstream_cluster",
          "tags.user_agent",
          "tags.error");
      index.texts(WORDS, "operationName", "process.serviceName", "spanID");
      return index.end();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
  }

  static String sampling() {
    try {
      IndexJson index = new IndexJson();
      index.begin(false);
      index.text(SamplingRows.KIND, WHOLE, true, true);
      index.text(SamplingRows.COLLECTOR, WHOLE, true, true);
      index.texts(WHOLE, SamplingRows.SERVICE);
      index.longs("window_start", SamplingRows.PART, SamplingRows.PARTS);
      return index.end();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
  }

  private void begin(boolean line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ttl", 30);
    json.writeNumberField("max_text_len", MAX_TEXT_LEN);
    json.writeBooleanField("log_reduce", false);
    if (line) {
      json.writeObjectFieldStart("line");
      tokens(WORDS, false);
      json.writeEndObject();
    }
    json.writeObjectFieldStart("keys");
  }

  private String end() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    return text.toString();
  }

  private void texts(List<String> token, String... keys) throws IOException {
    for (String key : keys) {
      text(key, token, false, true);
    }
  }

  private void text(String key, List<String> token, boolean caseSensitive, boolean inSql)
      throws IOException {
    start(key, "text", inSql);
    tokens(token, caseSensitive);
    json.writeEndObject();
  }

  private void longs(String... keys) throws IOException {
    for (String key : keys) {
      start(key, "long", true);
      json.writeEndObject();
    }
  }

  private void object(String key) throws IOException {
    start(key, "json", true);
    tokens(WHOLE, false);
    json.writeBooleanField("index_all", true);
    json.writeNumberField("max_depth", -1);
    json.writeObjectFieldStart("json_keys");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void start(String key, String type, boolean inSql) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeStringField("type", type);
    json.writeBooleanField("doc_value", inSql);
    json.writeStringField("alias", "");
  }

  private void tokens(List<String> token, boolean caseSensitive) throws IOException {
    json.writeBooleanField("caseSensitive", caseSensitive);
    json.writeBooleanField("chn", false);
    json.writeArrayFieldStart("token");
    for (String separator : token) {
      json.writeString(separator);
    }
    json.writeEndArray();
  }
}
