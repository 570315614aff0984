// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The operator's configuration of the UI, as text to put into a script.
 *
 * @param script a JSON object without characters that mean something to HTML, or JavaScript that defines {@code UIConfig()}
 * @param isJavaScript which of both
 * @param inlineScripts code that the UI shall put into the page: those that a JSON configuration lists
 */
record UiConfig(String script, boolean isJavaScript, List<String> inlineScripts) {
  private static final Pattern DEFINES_FUNCTION =
      Pattern.compile("function\\s+UIConfig(\\s)?\\(\\s?\\)(\\s)?\\{");
  private static final Pattern SCRIPT_END =
      Pattern.compile("</(?=script)", Pattern.CASE_INSENSITIVE);
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();
  private static final long LARGEST = 1 << 20;

  /**
   * Reads a file whose extension says what it is.
   *
   * @throws IllegalArgumentException with Jaeger's words, if it can't be used
   */
  static UiConfig read(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".js") && !name.endsWith(".json")) {
      throw new IllegalArgumentException(
          "unrecognized UI config file format, expecting .js or .json file: " + file);
    }
    String text = text(file);
    return name.endsWith(".js") ? javaScript(file, text) : json(file, text);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(
            "cannot read UI config file " + file + ": larger than 1 MiB");
      }
      return Files.readString(file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "cannot read UI config file " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static UiConfig javaScript(Path file, String text) {
    if (!DEFINES_FUNCTION.matcher(text).find()) {
      throw new IllegalArgumentException("UI config file must define function UIConfig(): " + file);
    }
    // Code can't be escaped as a whole, but the two texts that matter to the script element around
    // it can be.
    String code = SCRIPT_END.matcher(IndexPage.lineFeeds(text.strip())).replaceAll("<\\\\/");
    return new UiConfig(code.replace("<!--", "\\x3c!--"), true, List.of());
  }

  private static UiConfig json(Path file, String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree == null || !tree.isObject()) {
        throw new IllegalArgumentException(
            "cannot parse UI config file " + file + ": not a JSON object");
      }
      Map<?, ?> object = JSON.convertValue(tree, Map.class);
      String script = ScriptText.escaped(JSON.writeValueAsString(object));
      return new UiConfig(script, false, inlineScripts(tree));
    } catch (JacksonException failure) {
      throw new IllegalArgumentException(
          "cannot parse UI config file " + file + ": " + failure.getOriginalMessage(), failure);
    }
  }

  private static List<String> inlineScripts(JsonNode tree) {
    List<String> scripts = new ArrayList<>();
    for (JsonNode script : tree.path("scripts")) {
      if (script.path("type").asText().equals("inline")) {
        scripts.add(script.path("text").asText());
      }
    }
    return List.copyOf(scripts);
  }
}
