// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.query.parse.SearchLexer.Kind;
import io.tracingonsls.query.parse.SearchLexer.Token;
import io.tracingonsls.query.plan.TraceCondition;
import io.tracingonsls.storage.SpanPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The language of the {@code query} parameter, described in {@code docs/query-language.md}: conditions joined by {@code and}, {@code or},
 * {@code not} and parentheses, for example {@code service=cart and (status=error or duration>1s) and trace.spans>100}.
 *
 * <p>A recursive descent over the tokens with bounded depth and size. Conditions on the whole trace may only be joined by {@code and}, for
 * they are decided after the search for spans.
 */
public final class SearchLanguage {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_CONDITIONS = 200;

  private final List<Token> tokens;
  private final List<TraceCondition> traceConditions = new ArrayList<>();
  private int at;
  private int depth;
  private int conditions;

  private SearchLanguage(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** A query taken apart: what one span must meet, and what the whole trace must. */
  public record Parsed(SpanPredicate predicate, TraceCondition traceCondition) {
    static final Parsed NOTHING = new Parsed(SpanPredicate.ALWAYS, TraceCondition.ALWAYS);

    /** The span part joined with other conditions. */
    public SpanPredicate and(SpanPredicate other) {
      if (predicate.equals(SpanPredicate.ALWAYS)) {
        return other;
      }
      return other.equals(SpanPredicate.ALWAYS)
          ? predicate
          : new SpanPredicate.And(List.of(other, predicate));
    }
  }

  /**
   * Reads a query; blank text asks for nothing.
   *
   * @throws BadParameterException with the position of the first problem
   */
  public static Parsed parse(String text) {
    if (text.isBlank()) {
      return Parsed.NOTHING;
    }
    SearchLanguage parser = new SearchLanguage(SearchLexer.tokens(text));
    SpanPredicate predicate = parser.disjunction(true);
    parser.require(Kind.END, "'and', 'or' or the end");
    List<TraceCondition> parts = parser.traceConditions;
    return new Parsed(
        predicate, parts.isEmpty() ? TraceCondition.ALWAYS : new TraceCondition.All(parts));
  }

  private SpanPredicate disjunction(boolean topLevel) {
    if (++depth > MAX_DEPTH) {
      throw peek().error("nested too deeply (at most " + MAX_DEPTH + ")");
    }
    // Whether 'or' follows is known only behind the first part, so conditions on the trace are
    // judged afterwards.
    int before = traceConditions.size();
    List<SpanPredicate> parts = new ArrayList<>();
    parts.add(conjunction(topLevel));
    while (isWord("or")) {
      Token or = tokens.get(at++);
      if (traceConditions.size() > before) {
        throw or.error("conditions on trace.… can only be joined by 'and'");
      }
      parts.add(conjunction(false));
    }
    depth--;
    return parts.size() == 1 ? parts.get(0) : new SpanPredicate.Or(parts);
  }

  private SpanPredicate conjunction(boolean topLevel) {
    List<SpanPredicate> parts = new ArrayList<>();
    addUnlessEmpty(negation(topLevel), parts);
    while (isWord("and") || startsCondition()) {
      if (isWord("and")) {
        at++;
      }
      addUnlessEmpty(negation(topLevel), parts);
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return parts.isEmpty() ? SpanPredicate.ALWAYS : new SpanPredicate.And(parts);
  }

  private static void addUnlessEmpty(SpanPredicate part, List<SpanPredicate> parts) {
    if (!part.equals(SpanPredicate.ALWAYS)) {
      parts.add(part);
    }
  }

  private SpanPredicate negation(boolean topLevel) {
    if (!isWord("not")) {
      return primary(topLevel);
    }
    Token not = tokens.get(at++);
    if (++depth > MAX_DEPTH) {
      throw not.error("nested too deeply (at most " + MAX_DEPTH + ")");
    }
    SpanPredicate part = negation(false);
    depth--;
    return new SpanPredicate.Not(part);
  }

  private SpanPredicate primary(boolean topLevel) {
    if (peek().kind() == Kind.OPEN) {
      at++;
      SpanPredicate inner = disjunction(topLevel);
      require(Kind.CLOSE, "')'");
      return inner;
    }
    if (isWord("exists") && tokens.get(at + 1).kind() == Kind.OPEN) {
      at += 2;
      Token field = require(Kind.WORD, "a field");
      require(Kind.CLOSE, "')'");
      return new SpanPredicate.Exists(SearchConditions.field(field));
    }
    return condition(topLevel);
  }

  private SpanPredicate condition(boolean topLevel) {
    Token field = require(Kind.WORD, "a field");
    if (++conditions > MAX_CONDITIONS) {
      throw field.error("too many conditions (at most " + MAX_CONDITIONS + ")");
    }
    Token operator = require(Kind.OPERATOR, "one of = != < <= > >=");
    Token value = require(Kind.WORD, "a value");
    if (!SearchConditions.isTraceField(field)) {
      return SearchConditions.onSpan(field, operator, value);
    }
    if (!topLevel) {
      throw field.error("conditions on trace.… can only be joined by 'and'");
    }
    traceConditions.add(SearchConditions.onTrace(field, operator, value));
    return SpanPredicate.ALWAYS;
  }

  private Token require(Kind kind, String expected) {
    Token token = peek();
    if (token.kind() != kind) {
      throw token.error("expected " + expected);
    }
    at++;
    return token;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean startsCondition() {
    return peek().kind() == Kind.OPEN || (peek().kind() == Kind.WORD && !isWord("or"));
  }

  private boolean isWord(String keyword) {
    Token token = peek();
    return token.kind() == Kind.WORD
        && !token.quoted()
        && token.text().toLowerCase(Locale.ROOT).equals(keyword)
        && tokens.get(at + 1).kind() != Kind.OPERATOR;
  }
}
