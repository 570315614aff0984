// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.LineIndex;
import io.tracingonsls.logservice.index.TokenRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the index document that clients send; whatever breaks a rule is {@code IndexInfoInvalid}. */
final class IndexConfigJson {
  private static final int MAX_KEYS = 1000;
  private static final int MAX_KEY_BYTES = 128;

  private IndexConfigJson() {}

  /**
   * The index the document describes.
   *
   * @param standard whether the Logstore is in standard mode: others refuse {@code doc_value}
   */
  static IndexConfig parse(ObjectNode document, boolean standard) {
    JsonBody body = new JsonBody(document);
    JsonNode line = document.get("line");
    JsonNode keys = document.get("keys");
    if (!body.has("line") && !body.has("keys")) {
      throw invalid("line or keys: both missing (expected: at least one)");
    }
    int maxTextLen = body.integer("max_text_len", IndexConfig.DEFAULT_MAX_TEXT_LEN);
    if (maxTextLen != 0 && (maxTextLen < 64 || maxTextLen > 16384)) {
      throw invalid("max_text_len: " + maxTextLen + " (expected: 64 to 16384)");
    }
    Map<String, KeyIndex> parsed =
        body.has("keys") ? keys(object("keys", keys), standard, true) : Map.of();
    return new IndexConfig(
        body.has("line") ? line(object("line", line)) : null,
        parsed,
        maxTextLen == 0 ? IndexConfig.DEFAULT_MAX_TEXT_LEN : maxTextLen);
  }

  private static LineIndex line(ObjectNode line) {
    JsonBody body = new JsonBody(line);
    Set<String> include = Set.copyOf(texts("include_keys", line.get("include_keys")));
    Set<String> exclude = Set.copyOf(texts("exclude_keys", line.get("exclude_keys")));
    if (!include.isEmpty() && !exclude.isEmpty()) {
      throw invalid("line: include_keys and exclude_keys (expected: only one of them)");
    }
    return new LineIndex(tokens(line, body), include, exclude);
  }

  private static Map<String, KeyIndex> keys(
      ObjectNode keys, boolean standard, boolean jsonAllowed) {
    if (keys.size() > MAX_KEYS) {
      throw invalid("keys: " + keys.size() + " (expected: at most " + MAX_KEYS + ")");
    }
    Map<String, KeyIndex> parsed = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : keys.properties()) {
      String name = entry.getKey();
      if (name.isEmpty() || name.length() > MAX_KEY_BYTES) {
        throw invalid(
            "key name " + Names.shown(name) + " (expected: 1 to " + MAX_KEY_BYTES + " bytes)");
      }
      if (jsonAllowed && !folded.add(name.toLowerCase(Locale.ROOT))) {
        throw invalid("key " + Names.shown(name) + ": a second one that differs only by case");
      }
      parsed.put(name, key(name, object(name, entry.getValue()), standard, jsonAllowed));
    }
    return parsed;
  }

  private static KeyIndex key(String name, ObjectNode node, boolean standard, boolean jsonAllowed) {
    JsonBody body = new JsonBody(node);
    KeyType type = KeyType.parse(body.text("type", "text"));
    if (type == null || (type == KeyType.JSON && !jsonAllowed)) {
      throw invalid(
          "key " + Names.shown(name) + ": unknown type (expected: text, long, double or json)");
    }
    boolean docValue = body.flag("doc_value", false);
    if (docValue && !standard) {
      throw invalid("key " + Names.shown(name) + ": doc_value is not supported in query mode");
    }
    KeyIndex index;
    if (type.isNumeric()) {
      index = KeyIndex.number(type, docValue);
    } else if (type == KeyType.TEXT) {
      index = KeyIndex.text(tokens(node, body), docValue);
    } else {
      index = KeyIndex.json(tokens(node, body), docValue, json(node, body, standard));
    }
    return index.withAlias(body.text("alias", ""));
  }

  private static KeyIndex.JsonIndex json(ObjectNode node, JsonBody body, boolean standard) {
    Map<String, KeyIndex> leaves = body.has("json_keys")
        ? keys(object("json_keys", node.get("json_keys")), standard, false)
        : Map.of();
    return new KeyIndex.JsonIndex(
        body.flag("index_all", false), body.integer("max_depth", -1), leaves);
  }

  private static TokenRules tokens(ObjectNode node, JsonBody body) {
    List<String> separators = texts("token", node.get("token"));
    for (String separator : separators) {
      if (separator.codePointCount(0, separator.length()) != 1) {
        throw invalid("token: " + Names.shown(separator) + " (expected: single characters)");
      }
    }
    return TokenRules.of(separators, body.flag("caseSensitive", false), body.flag("chn", false));
  }

  private static List<String> texts(String name, JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node == null || node.isNull()) {
      return texts;
    }
    if (!node.isArray()) {
      throw invalid(name + ": wrong type (expected: a list of texts)");
    }
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        throw invalid(name + ": wrong type (expected: a list of texts)");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static ObjectNode object(String name, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw invalid(Names.shown(name) + ": wrong type (expected: an object)");
  }

  private static ServiceException invalid(String message) {
    return new ServiceException(ErrorCode.INDEX_INFO_INVALID, message);
  }
}
