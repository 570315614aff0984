// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.LineIndex;
import io.tracingonsls.logservice.index.TokenRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Small random worlds in which many things collide: few keys, few words, awkward characters. */
final class RandomLogs {
  private static final String[] KEYS = {
    "a", "b", "json", "num", "real", "a.b", "x-y", "名", "__tag__:t"
  };
  private static final String[] WORDS = {
    "foo",
    "Foo",
    "bar",
    "ba",
    "1",
    "42",
    "-7",
    "1.5",
    "9223372036854775807",
    "9223372036854775808",
    "1e3",
    "名前",
    "ß",
    "\"q\"",
    "back\\slash",
    "x*y",
    "and",
    "",
    "42",
    "true"
  };
  private static final String[] SEPARATORS = {"", " ", ",", "/", ":", ", ", "; "};
  private static final String[] PATHS = {"k", "k.l", "num", "http.status_code"};

  private final Random random;

  RandomLogs(Random random) {
    this.random = random;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  String word() {
    return pick(WORDS);
  }

  private String text() {
    StringBuilder text = new StringBuilder(pick(WORDS));
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(pick(SEPARATORS)).append(pick(WORDS));
    }
    return text.toString();
  }

  LogRecord log() {
    List<LogField> fields = new ArrayList<>();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0 && !key.startsWith("__tag__")) {
        fields.add(new LogField(
            key, key.equals("json") ? json() : random.nextInt(3) == 0 ? word() : text()));
      }
    }
    List<LogField> tags = random.nextBoolean() ? List.of(new LogField("t", word())) : List.of();
    return new LogRecord(
        1000 + random.nextInt(50),
        random.nextInt(4) - 1,
        random.nextBoolean() ? "" : word(),
        pick(new String[] {"s1", "s2"}),
        tags,
        fields);
  }

  private String json() {
    return switch (random.nextInt(8)) {
      case 0 -> text();
      case 1 -> "{\"k\":\"foo bar\",\"broken\":";
      case 2 -> "{\"k\":[1,\"foo\"],\"num\":42}";
      case 3 ->
        "{\"k\":{\"l\":\"" + word().replace("\\", "\\\\").replace("\"", "\\\"") + "\"},\"num\":-7}";
      case 4 -> "{\"http.status_code\":" + random.nextInt(3) * 100 + ",\"k\":true,\"n\":null}";
      case 5 ->
        "{\"k.l\":\"" + (random.nextBoolean() ? "foo" : "42")
            + "\",\"http\":{\"status_code\":100}}";
      case 6 -> "{\"k.l\":\"" + random.nextInt(3) + "\",\"k\":{\"l\":42}}";
      default -> "{\"k\":\"" + random.nextInt(3) + "\",\"num\":1.5}";
    };
  }

  IndexConfig index() {
    Map<String, KeyIndex> keys = new LinkedHashMap<>();
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        keys.put(key, key(key));
      }
    }
    LineIndex line = random.nextBoolean()
        ? null
        : new LineIndex(rules(), Set.of(), random.nextBoolean() ? Set.of() : Set.of("a"));
    return new IndexConfig(line, keys, 2048);
  }

  private KeyIndex key(String name) {
    if (name.equals("num") || name.equals("real")) {
      return KeyIndex.number(name.equals("num") ? KeyType.LONG : KeyType.DOUBLE, true);
    }
    if (name.equals("json")) {
      Map<String, KeyIndex> listed =
          random.nextBoolean() ? Map.of("num", KeyIndex.number(KeyType.LONG, true)) : Map.of();
      return KeyIndex.json(
          rules(),
          true,
          new KeyIndex.JsonIndex(random.nextBoolean(), random.nextInt(5) - 1, listed));
    }
    return KeyIndex.text(rules(), true);
  }

  private TokenRules rules() {
    String separators =
        random.nextInt(3) == 0 ? "" : random.nextBoolean() ? ", :" : TokenRules.DEFAULT_SEPARATORS;
    return new TokenRules(separators, random.nextBoolean(), false);
  }

  /** A random query as text. */
  String query(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return condition();
    }
    return switch (random.nextInt(5)) {
      case 0 -> "(" + query(depth - 1) + " and " + query(depth - 1) + ")";
      case 1 -> "(" + query(depth - 1) + " or " + query(depth - 1) + ")";
      case 2 -> "(not " + query(depth - 1) + ")";
      case 3 -> "(" + query(depth - 1) + " not " + query(depth - 1) + ")";
      default -> "(" + query(depth - 1) + " " + query(depth - 1) + ")";
    };
  }

  private String condition() {
    String key = quote(random.nextInt(4) == 0 ? "json." + pick(PATHS) : pick(KEYS));
    return switch (random.nextInt(12)) {
      case 0 -> quote(text());
      case 1 -> key + ":*";
      case 2 -> key + ":\"\"";
      case 3 ->
        key
            + pick(new String[] {" > ", " >= ", " < ", " <= ", " = "})
            + pick(new String[] {"1", "42", "-7", "1.5", "9223372036854775807"});
      case 4 -> key + " in " + pick(new String[] {"[-7 42]", "(-7 42)", "[1 42)", "(1 1.5]"});
      case 5 -> key + ":" + pick(new String[] {"fo*", "b?r", "f?o*", "Fo*", "4*", "ba*"});
      case 6 -> pick(new String[] {"fo*", "b?*", "名*", "js*"});
      case 7 ->
        pick(new String[] {"__topic__:", "__source__:", "source:"})
            + quote(random.nextBoolean() ? "s1" : word());
      case 8 -> "*";
      case 9 -> "__time__ > " + (1000 + random.nextInt(50));
      default -> key + ":" + quote(random.nextBoolean() ? word() : text());
    };
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
