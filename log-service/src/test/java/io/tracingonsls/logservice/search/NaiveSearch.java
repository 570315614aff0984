// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexedKey;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.LineIndex;
import io.tracingonsls.logservice.index.TokenRules;
import io.tracingonsls.logservice.query.PlainJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The search language applied to one log at a time in the plainest way: the oracle of the randomised test. */
final class NaiveSearch {
  private final IndexConfig config;

  NaiveSearch(IndexConfig config) {
    this.config = config;
  }

  boolean matches(SearchNode node, LogRecord log) {
    if (config.line() == null && config.keys().isEmpty()) {
      return false;
    }
    return test(node, log);
  }

  private boolean test(SearchNode node, LogRecord log) {
    if (node instanceof SearchNode.And and) {
      return and.parts().stream().allMatch(part -> test(part, log));
    }
    if (node instanceof SearchNode.Or or) {
      return or.parts().stream().anyMatch(part -> test(part, log));
    }
    if (node instanceof SearchNode.Not not) {
      return !test(not.part(), log);
    }
    if (node instanceof SearchNode.Term term) {
      return term.key().isEmpty() ? fullText(term.text(), log) : term(term, log);
    }
    if (node instanceof SearchNode.Wildcard wildcard) {
      return wildcard(wildcard, log);
    }
    if (node instanceof SearchNode.Phrase phrase) {
      return phrase(phrase, log);
    }
    if (node instanceof SearchNode.Exists exists) {
      IndexedKey key = config.resolve(exists.key());
      String value = key == null ? null : value(key, log);
      return value != null && (!key.index().type().isNumeric() || number(key, value) != null);
    }
    if (node instanceof SearchNode.Range range) {
      return range(range, log);
    }
    return true;
  }

  private static Map<String, String> fields(LogRecord log) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (LogField field : log.fields()) {
      fields.put(field.key(), field.value());
    }
    fields.put("__topic__", log.topic());
    fields.put("__source__", log.source());
    log.tags().forEach(tag -> fields.put("__tag__:" + tag.key(), tag.value()));
    return fields;
  }

  private static String value(IndexedKey key, LogRecord log) {
    if (key.field().equals("__time__")) {
      return Long.toString(log.timeSeconds());
    }
    String value = fields(log).get(key.field());
    return !key.isLeaf() || value == null
        ? value
        : PlainJson.leaves(value, key.maxDepth()).get(key.path());
  }

  private static BigDecimal number(IndexedKey key, String text) {
    boolean integral = text.matches("[-+]?[0-9]+");
    boolean decimal = text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    boolean isLong = key.index().type() == KeyType.LONG;
    if (isLong ? !integral : !decimal) {
      return null;
    }
    if (!isLong) {
      return ofDouble(text);
    }
    BigDecimal number = new BigDecimal(text);
    boolean fits = number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? number : null;
  }

  private static BigDecimal ofDouble(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value)
        ? new BigDecimal("1e400").multiply(BigDecimal.valueOf(Math.signum(value)))
        : BigDecimal.valueOf(value);
  }

  /** Double keys compare as doubles, long keys exactly. */
  private static BigDecimal bound(IndexedKey key, String text) {
    return key.index().type() == KeyType.DOUBLE ? ofDouble(text) : new BigDecimal(text);
  }

  private boolean term(SearchNode.Term term, LogRecord log) {
    IndexedKey key = config.resolve(term.key());
    String value = key == null ? null : value(key, log);
    if (value == null) {
      return false;
    }
    if (key.index().type().isNumeric()) {
      BigDecimal actual = number(key, value);
      boolean numeric = term.text().matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
      return actual != null && numeric && actual.compareTo(bound(key, term.text())) == 0;
    }
    if (term.text().isEmpty()) {
      return value.isEmpty();
    }
    return hasAll(value, term.text(), key.index().tokens());
  }

  private static boolean hasAll(String value, String text, TokenRules rules) {
    List<String> wanted = tokens(text, rules);
    return !wanted.isEmpty() && tokens(value, rules).containsAll(wanted);
  }

  /** Terms by a regular expression, independent of the production code. */
  private static List<String> tokens(String text, TokenRules rules) {
    String folded = rules.caseSensitive() ? text : text.toLowerCase(Locale.ROOT);
    List<String> tokens = new ArrayList<>();
    String separators = rules.separators();
    String[] parts = separators.isEmpty()
        ? new String[] {folded}
        : folded.split("[" + Pattern.quote(separators) + "]", -1);
    for (String part : parts) {
      if (!part.isEmpty()) {
        tokens.add(part);
      }
    }
    return tokens;
  }

  private boolean wildcard(SearchNode.Wildcard node, LogRecord log) {
    if (!node.key().isEmpty()) {
      IndexedKey key = config.resolve(node.key());
      String value = key == null ? null : value(key, log);
      return value != null && glob(value, node.pattern(), key.index().tokens());
    }
    for (Map.Entry<String, String> field : fields(log).entrySet()) {
      TokenRules rules = rules(field.getKey());
      if (rules != null && glob(field.getValue(), node.pattern(), rules)) {
        return true;
      }
      LineIndex line = config.line();
      if (line != null
          && line.covers(field.getKey())
          && glob(field.getKey(), node.pattern(), line.tokens())) {
        return true;
      }
    }
    return false;
  }

  private static boolean glob(String value, String pattern, TokenRules rules) {
    String separators = rules.separators().replace("*", "").replace("?", "");
    TokenRules cut = new TokenRules(separators, rules.caseSensitive(), false);
    List<String> parts = tokens(pattern, cut);
    return !parts.isEmpty()
        && parts.stream().allMatch(part -> {
          StringBuilder regex = new StringBuilder();
          part.chars()
              .forEach(c -> regex.append(
                  c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c))));
          Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
          return tokens(value, rules).stream()
              .anyMatch(token -> compiled.matcher(token).matches());
        });
  }

  private boolean phrase(SearchNode.Phrase node, LogRecord log) {
    if (!node.key().isEmpty()) {
      IndexedKey key = config.resolve(node.key());
      String value = key == null || key.index().type().isNumeric() ? null : value(key, log);
      return value != null && inOrder(value, node.text(), key.index().tokens());
    }
    return fields(log).entrySet().stream().anyMatch(field -> {
      TokenRules rules = rules(field.getKey());
      return rules != null && inOrder(field.getValue(), node.text(), rules);
    });
  }

  private static boolean inOrder(String value, String text, TokenRules rules) {
    List<String> wanted = tokens(text, rules);
    return !wanted.isEmpty() && Collections.indexOfSubList(tokens(value, rules), wanted) >= 0;
  }

  private boolean range(SearchNode.Range range, LogRecord log) {
    IndexedKey key = config.resolve(range.key());
    if (key == null) {
      return false;
    }
    if (!key.index().type().isNumeric()) {
      return fullText(range.key(), log)
          && (range.lower().isEmpty() || fullText(range.lower(), log))
          && (range.upper().isEmpty() || fullText(range.upper(), log));
    }
    String value = value(key, log);
    BigDecimal actual = value == null ? null : number(key, value);
    if (actual == null) {
      return false;
    }
    int low = range.lower().isEmpty() ? 1 : actual.compareTo(bound(key, range.lower()));
    int high = range.upper().isEmpty() ? -1 : actual.compareTo(bound(key, range.upper()));
    return (low > 0 || (low == 0 && range.lowerInclusive()))
        && (high < 0 || (high == 0 && range.upperInclusive()));
  }

  private boolean fullText(String text, LogRecord log) {
    LineIndex line = config.line();
    if (line == null) {
      return fields(log).entrySet().stream().anyMatch(field -> {
        TokenRules rules = rules(field.getKey());
        return rules != null && hasAll(field.getValue(), text, rules);
      });
    }
    List<String> terms = tokens(text, line.tokens());
    return !terms.isEmpty() && terms.stream().allMatch(term -> anywhere(term, line, log));
  }

  private boolean anywhere(String term, LineIndex line, LogRecord log) {
    for (Map.Entry<String, String> field : fields(log).entrySet()) {
      TokenRules rules = rules(field.getKey());
      if (rules == null) {
        continue;
      }
      if (hasAll(field.getValue(), term, rules)
          || tokens(field.getKey(), line.tokens()).contains(term)) {
        return true;
      }
    }
    return false;
  }

  /** How a field takes part in full-text search. */
  private TokenRules rules(String field) {
    LineIndex line = config.line();
    KeyIndex own = config.keys().get(field);
    boolean textual = own != null && !own.type().isNumeric();
    if (line == null) {
      return textual ? own.tokens() : null;
    }
    return !line.covers(field) ? null : textual ? own.tokens() : line.tokens();
  }
}
