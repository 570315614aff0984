// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.remember;
import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.function.TextFunctions.number;
import static io.tracingonsls.logservice.sql.function.TextFunctions.text;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.BOOLEAN;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions, Java syntax. A match that backtracks for ever is stopped by the query's guard. */
final class RegexFunctions {
  private RegexFunctions() {}

  /** What a function does with a matcher over its text. */
  private interface Use {
    @Nullable
    Object apply(Matcher matcher, @Nullable Object[] arguments);
  }

  static void register(Overloads f, FunctionContext context) {
    QueryGuard guard = context.guard();
    SqlType texts = SqlType.array(VARCHAR);
    f.addStateful(
        "regexp_like", BOOLEAN, types(VARCHAR, VARCHAR), regex(guard, (m, a) -> m.find()));
    f.addStateful(
        "regexp_extract",
        VARCHAR,
        types(VARCHAR, VARCHAR),
        regex(guard, (m, a) -> m.find() ? m.group() : null));
    f.addStateful(
        "regexp_extract",
        VARCHAR,
        types(VARCHAR, VARCHAR, BIGINT),
        regex(guard, (m, a) -> m.find() ? m.group(group(m, number(a, 2))) : null));
    f.addStateful(
        "regexp_extract_all", texts, types(VARCHAR, VARCHAR), regex(guard, (m, a) -> all(m, 0)));
    f.addStateful(
        "regexp_extract_all",
        texts,
        types(VARCHAR, VARCHAR, BIGINT),
        regex(guard, (m, a) -> all(m, group(m, number(a, 2)))));
    f.addStateful(
        "regexp_replace",
        VARCHAR,
        types(VARCHAR, VARCHAR),
        regex(guard, (m, a) -> m.replaceAll("")));
    f.addStateful(
        "regexp_replace",
        VARCHAR,
        types(VARCHAR, VARCHAR, VARCHAR),
        regex(guard, (m, a) -> replace(m, text(a, 2))));
    f.addStateful(
        "regexp_split",
        texts,
        types(VARCHAR, VARCHAR),
        regex(guard, (m, a) -> split(m, text(a, 0))));
    f.addStateful(
        "regexp_count",
        BIGINT,
        types(VARCHAR, VARCHAR),
        regex(guard, (m, a) -> m.results().count()));
    f.addStateful(
        "regexp_position",
        BIGINT,
        types(VARCHAR, VARCHAR),
        regex(
            guard, (m, a) -> m.find() ? (long) text(a, 0).codePointCount(0, m.start()) + 1 : -1L));
  }

  private static Supplier<ScalarFunction> regex(QueryGuard guard, Use use) {
    return () -> {
      Function<String, Pattern> patterns = remember(RegexFunctions::compile);
      return arguments -> {
        Matcher matcher =
            patterns.apply(text(arguments, 1)).matcher(new GuardedText(text(arguments, 0), guard));
        try {
          return use.apply(matcher, arguments);
        } catch (StackOverflowError e) {
          throw QueryException.invalid("regular expression needs too much stack for its text");
        }
      };
    };
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw QueryException.invalid(
          "invalid regular expression: " + e.getDescription() + ": " + pattern);
    }
  }

  private static int group(Matcher matcher, long group) {
    if (group < 0 || group > matcher.groupCount()) {
      throw QueryException.invalid(
          "Pattern has " + matcher.groupCount() + " groups. Cannot access group " + group);
    }
    return (int) group;
  }

  private static List<@Nullable Object> all(Matcher matcher, int group) {
    List<@Nullable Object> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }

  private static String replace(Matcher matcher, String replacement) {
    try {
      return matcher.replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw QueryException.invalid("Illegal replacement sequence: " + replacement);
    }
  }

  private static List<Object> split(Matcher matcher, String text) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      parts.add(text.substring(from, matcher.start()));
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** A text that lets the guard interrupt whoever reads it. */
  private static final class GuardedText implements CharSequence {
    private static final int READS_PER_CHECK = 1 << 16;

    private final String text;
    private final QueryGuard guard;
    private int reads;

    private GuardedText(String text, QueryGuard guard) {
      this.text = text;
      this.guard = guard;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++reads == READS_PER_CHECK) {
        reads = 0;
        guard.check();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
