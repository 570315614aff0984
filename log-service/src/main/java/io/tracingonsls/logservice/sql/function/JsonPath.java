// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path such as {@code $.store["a b"][0]}: members and elements, no wildcards. Immutable. */
final class JsonPath {
  /** A member name, or an element index when the name is null. */
  private record Step(@Nullable String name, long index) {}

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Parses; anything that is not such a path is an error that names it. */
  static JsonPath of(String text) {
    List<Step> steps = new ArrayList<>();
    int at = text.startsWith("$") ? 1 : 0;
    if (at == 0) {
      return new JsonPath(List.of(new Step(plain(text, text), 0)));
    }
    while (at < text.length()) {
      if (text.charAt(at) == '.') {
        int end = nameEnd(text, at + 1);
        steps.add(new Step(plain(text.substring(at + 1, end), text), 0));
        at = end;
      } else if (text.startsWith("[\"", at)) {
        int end = quotedEnd(text, at + 2);
        steps.add(new Step(unescape(text.substring(at + 2, end)), 0));
        at = close(text, end + 1);
      } else if (text.charAt(at) == '[') {
        int end = text.indexOf(']', at);
        steps.add(bracket(end < 0 ? "" : text.substring(at + 1, end), text));
        at = end + 1;
      } else {
        throw invalid(text);
      }
    }
    return new JsonPath(steps);
  }

  /** The member when the path is a single one such as {@code $["a.b"]}, else null. */
  @Nullable
  String onlyMember() {
    return steps.size() == 1 ? steps.get(0).name : null;
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  private static String plain(String name, String path) {
    boolean good = !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-:@/$ ".indexOf(c) >= 0);
    if (!good) {
      throw invalid(path);
    }
    return name;
  }

  private static int quotedEnd(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == '"') {
        return at;
      }
    }
    throw invalid(text);
  }

  private static String unescape(String name) {
    return name.replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private static int close(String text, int at) {
    if (at >= text.length() || text.charAt(at) != ']') {
      throw invalid(text);
    }
    return at + 1;
  }

  private static Step bracket(String inside, String path) {
    boolean index = !inside.isEmpty()
        && inside.length() < 10
        && inside.chars().allMatch(c -> c >= '0' && c <= '9');
    return index ? new Step(null, Long.parseLong(inside)) : new Step(plain(inside, path), 0);
  }

  private static QueryException invalid(String path) {
    return QueryException.invalid("Invalid JSON path: '" + path + "'");
  }

  /** A scanner at the value the path leads to, or null when it leads nowhere or the text is no JSON before that. */
  private @Nullable JsonScanner find(String json) throws JsonScanner.Malformed {
    JsonScanner scanner = new JsonScanner(json);
    for (Step step : steps) {
      boolean found =
          step.name == null ? scanner.enterElement(step.index) : scanner.enterMember(step.name);
      if (!found) {
        return null;
      }
    }
    return scanner;
  }

  /** The value as JSON text, or null. */
  @Nullable
  String extract(String json) {
    try {
      JsonScanner scanner = find(json);
      return scanner == null ? null : scanner.compact();
    } catch (JsonScanner.Malformed e) {
      return null;
    }
  }

  /** The value as text when it is a text, a number or a boolean; else null. */
  @Nullable
  String extractScalar(String json) {
    try {
      JsonScanner scanner = find(json);
      if (scanner == null) {
        return null;
      }
      char first = scanner.peek();
      if (first == '{' || first == '[') {
        return null;
      }
      String text = first == '"' ? scanner.text() : scanner.literal();
      return first == 'n' ? null : text;
    } catch (JsonScanner.Malformed e) {
      return null;
    }
  }
}
