// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random expressions over given columns. Numbers stay small and doubles are sums of binary fractions, so that no order of
 * evaluation overflows or rounds.
 */
final class RandomTerms {
  static final List<String> TEXTS = List.of(
      "", "a", "A", "b", "ab", "a%", "a_b", "10", "9", "-1", "é", "～", "😀", "it's", "null");
  private static final List<String> PATTERNS =
      List.of("%", "a%", "%b", "_", "a_b", "a!_b", "%!%", "__", "", "%a%", "a", "1%", "😀", "É%");

  private final Random random;
  private final List<Column> columns;

  RandomTerms(Random random, List<Column> columns) {
    this.random = random;
    this.columns = columns;
  }

  /** A term that is not a bare literal, of any kind; depth bounds its nesting. */
  Term any(int depth) {
    Term term = of(kind(), depth);
    while (term.isLiteral()) {
      term = of(kind(), Math.max(1, depth));
    }
    return term;
  }

  Kind kind() {
    return random.nextInt(3) == 0
        ? List.of(Kind.TEXT, Kind.LONG, Kind.DOUBLE, Kind.BOOL).get(random.nextInt(4))
        : columns.get(random.nextInt(columns.size())).kind();
  }

  Term of(Kind kind, int depth) {
    List<Column> fitting = columns.stream().filter(c -> c.kind() == kind).toList();
    if (!fitting.isEmpty() && (depth == 0 ? random.nextInt(8) > 0 : random.nextInt(3) == 0)) {
      return Term.column(fitting.get(random.nextInt(fitting.size())));
    }
    if (depth == 0) {
      return literal(kind);
    }
    if (random.nextInt(4) == 0) {
      return conditional(kind, depth - 1);
    }
    return switch (kind) {
      case TEXT -> text(depth - 1);
      case LONG -> whole(depth - 1);
      case DOUBLE -> real(depth - 1);
      case BOOL -> truth(depth - 1);
    };
  }

  /** A condition that keeps some of the rows, if a few attempts find one. */
  Term condition(int depth, List<Map<String, @Nullable Object>> rows) {
    Term condition = of(Kind.BOOL, depth);
    for (int i = 0; i < 6 && !keepsSome(condition, rows); i++) {
      condition = of(Kind.BOOL, depth);
    }
    return condition;
  }

  private static boolean keepsSome(Term condition, List<Map<String, @Nullable Object>> rows) {
    return rows.stream().filter(row -> isTrue(condition, row)).count() * 4 > rows.size();
  }

  private Term literal(Kind kind) {
    return switch (kind) {
      case TEXT -> {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        yield Term.literal(quoted(text), kind, text);
      }
      case LONG -> {
        long number = random.nextInt(14) - 3L;
        yield Term.literal(Long.toString(number), kind, number);
      }
      case DOUBLE -> {
        double number = random.nextInt(20) / 4.0;
        yield Term.literal(Double.toString(number), kind, number);
      }
      case BOOL -> {
        boolean truth = random.nextBoolean();
        yield Term.literal(Boolean.toString(truth), kind, truth);
      }
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private Term conditional(Kind kind, int depth) {
    Term a = of(kind, depth);
    Term b = of(kind, depth);
    Term when = of(Kind.BOOL, depth);
    String test = "case when " + when.sql() + " then " + a.sql();
    return switch (random.nextInt(6)) {
      case 0 ->
        new Term("coalesce(" + a.sql() + ", " + b.sql() + ")", kind, row -> {
          Object first = a.value().of(row);
          return first == null ? b.value().of(row) : first;
        });
      case 1 ->
        new Term("nullif(" + a.sql() + ", " + b.sql() + ")", kind, row -> {
          Object first = a.value().of(row);
          boolean same = Boolean.TRUE.equals(Naive.compare("=", first, b.value().of(row)));
          return same ? null : first;
        });
      case 2 ->
        new Term(test + " end", kind, row -> isTrue(when, row) ? a.value().of(row) : null);
      case 3 ->
        new Term(
            "if(" + when.sql() + ", " + a.sql() + ", " + b.sql() + ")",
            kind,
            row -> (isTrue(when, row) ? a : b).value().of(row));
      case 4 -> {
        Term subject = of(Kind.TEXT, depth);
        Term match = of(Kind.TEXT, 0);
        yield new Term(
            "case " + subject.sql() + " when " + match.sql() + " then " + a.sql() + " else "
                + b.sql() + " end",
            kind,
            row -> {
              Boolean same =
                  Naive.compare("=", subject.value().of(row), match.value().of(row));
              return (Boolean.TRUE.equals(same) ? a : b).value().of(row);
            });
      }
      default ->
        new Term(
            test + " else " + b.sql() + " end",
            kind,
            row -> (isTrue(when, row) ? a : b).value().of(row));
    };
  }

  private static boolean isTrue(Term term, Map<String, @Nullable Object> row) {
    return Boolean.TRUE.equals(term.value().of(row));
  }

  private Term text(int depth) {
    Term a = of(Kind.TEXT, depth);
    return switch (random.nextInt(5)) {
      case 0 -> unary("upper(%s)", a, Kind.TEXT, v -> ((String) v).toUpperCase(Locale.ROOT));
      case 1 -> unary("lower(%s)", a, Kind.TEXT, v -> ((String) v).toLowerCase(Locale.ROOT));
      case 2 ->
        unary("cast(%s as varchar)", of(Kind.LONG, depth), Kind.TEXT, v -> Long.toString((Long) v));
      case 3 ->
        unary(
            "substr(%s, 2)",
            a, Kind.TEXT, v -> {
              String text = (String) v;
              return text.isEmpty() ? "" : text.substring(text.offsetByCodePoints(0, 1));
            });
      default -> {
        Term b = of(Kind.TEXT, depth);
        yield new Term("(" + a.sql() + " || " + b.sql() + ")", Kind.TEXT, row -> {
          Object x = a.value().of(row);
          Object y = b.value().of(row);
          return x == null || y == null ? null : x + (String) y;
        });
      }
    };
  }

  private interface Step {
    Object of(Object value);
  }

  private static Term unary(String pattern, Term a, Kind kind, Step step) {
    return new Term(pattern.replace("%s", a.sql()), kind, row -> {
      Object value = a.value().of(row);
      return value == null ? null : step.of(value);
    });
  }

  private Term whole(int depth) {
    Term a = of(Kind.LONG, depth);
    return switch (random.nextInt(7)) {
      case 0 ->
        unary(
            "length(%s)",
            of(Kind.TEXT, depth), Kind.LONG, v ->
                (long) ((String) v).codePointCount(0, ((String) v).length()));
      case 1 -> {
        Term text = of(Kind.TEXT, depth);
        yield new Term("try_cast(substr(" + text.sql() + ", 1, 3) as bigint)", Kind.LONG, row -> {
          Object whole = text.value().of(row);
          return whole == null ? null : Naive.parse(prefix((String) whole));
        });
      }
      case 2 -> unary("-(%s)", a, Kind.LONG, v -> -(Long) v);
      case 3 -> {
        long by = 2L + random.nextInt(4);
        String operator = List.of("/", "%", "*").get(random.nextInt(3));
        yield arithmetic(operator, a, Term.literal(Long.toString(by), Kind.LONG, by), Kind.LONG);
      }
      case 4 -> {
        Term b = of(Kind.LONG, 0);
        Term divisor = new Term("nullif(" + b.sql() + ", 0)", Kind.LONG, row -> {
          Object value = b.value().of(row);
          return Long.valueOf(0).equals(value) ? null : value;
        });
        yield arithmetic(random.nextBoolean() ? "/" : "%", a, divisor, Kind.LONG);
      }
      default -> arithmetic(random.nextBoolean() ? "+" : "-", a, of(Kind.LONG, depth), Kind.LONG);
    };
  }

  private static String prefix(String text) {
    return text.codePoints()
        .limit(3)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Term real(int depth) {
    Term a = of(Kind.DOUBLE, depth);
    return switch (random.nextInt(4)) {
      case 0 -> arithmetic("/", a, Term.literal("2.0", Kind.DOUBLE, 2.0), Kind.DOUBLE);
      case 1 -> arithmetic("+", of(Kind.LONG, depth), a, Kind.DOUBLE);
      case 2 -> {
        Term whole = of(Kind.LONG, depth);
        yield new Term(
            "cast(" + whole.sql() + " as double)",
            Kind.DOUBLE,
            row -> Naive.promote(whole.value().of(row), Kind.DOUBLE));
      }
      default ->
        arithmetic(random.nextBoolean() ? "+" : "-", a, of(Kind.DOUBLE, depth), Kind.DOUBLE);
    };
  }

  private static Term arithmetic(String operator, Term a, Term b, Kind kind) {
    return new Term(
        "(" + a.sql() + " " + operator + " " + b.sql() + ")",
        kind,
        row -> Naive.arithmetic(operator, a.value().of(row), b.value().of(row)));
  }

  private Term truth(int depth) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> {
        Term a = of(Kind.BOOL, depth);
        Term b = of(Kind.BOOL, depth);
        boolean and = random.nextBoolean();
        yield new Term(
            "(" + a.sql() + (and ? " and " : " or ") + b.sql() + ")",
            Kind.BOOL,
            row -> and
                ? Naive.and(a.value().of(row), b.value().of(row))
                : Naive.or(a.value().of(row), b.value().of(row)));
      }
      case 2 -> {
        Term a = of(Kind.BOOL, depth);
        yield new Term(
            "(not " + a.sql() + ")", Kind.BOOL, row -> Naive.not(a.value().of(row)));
      }
      case 3 -> {
        Term a = of(kind(), depth);
        boolean not = random.nextBoolean();
        yield new Term(
            "(" + a.sql() + (not ? " is not null)" : " is null)"),
            Kind.BOOL,
            row -> (a.value().of(row) == null) != not);
      }
      case 4 -> like(depth);
      case 5 -> in(depth);
      case 6 -> between(depth);
      default -> comparison(depth);
    };
  }

  private Term like(int depth) {
    Term a = of(Kind.TEXT, depth);
    String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    boolean not = random.nextBoolean();
    String escape = pattern.contains("!") || random.nextBoolean() ? " escape '!'" : "";
    return new Term(
        "(" + a.sql() + (not ? " not like " : " like ") + quoted(pattern) + escape + ")",
        Kind.BOOL,
        row -> {
          Object text = a.value().of(row);
          return text == null ? null : Boolean.valueOf(Naive.like((String) text, pattern) != not);
        });
  }

  private Term in(int depth) {
    Kind kind = random.nextBoolean() ? Kind.TEXT : Kind.LONG;
    Term a = of(kind, depth);
    List<Term> members = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      members.add(
          random.nextInt(8) == 0
              ? new Term("null", kind, row -> null)
              : of(kind, random.nextInt(4) == 0 ? depth : 0));
    }
    boolean not = random.nextInt(3) == 0;
    String list = String.join(", ", members.stream().map(Term::sql).toList());
    return new Term("(" + a.sql() + (not ? " not in (" : " in (") + list + "))", Kind.BOOL, row -> {
      List<@Nullable Object> values = new ArrayList<>();
      members.forEach(member -> values.add(member.value().of(row)));
      Boolean found = Naive.in(a.value().of(row), values);
      return not ? Naive.not(found) : found;
    });
  }

  private Term between(int depth) {
    Term a = of(random.nextBoolean() ? Kind.TEXT : Kind.LONG, depth);
    Term from = of(a.kind(), 0);
    Term to = of(a.kind(), 0);
    boolean not = random.nextInt(3) == 0;
    return new Term(
        "(" + a.sql() + (not ? " not between " : " between ") + from.sql() + " and " + to.sql()
            + ")",
        Kind.BOOL,
        row -> {
          Object value = a.value().of(row);
          Boolean inside = Naive.and(
              Naive.compare(">=", value, from.value().of(row)),
              Naive.compare("<=", value, to.value().of(row)));
          return not ? Naive.not(inside) : inside;
        });
  }

  private Term comparison(int depth) {
    Term a = of(kind(), depth);
    Kind other = a.kind().isNumber() && random.nextInt(3) == 0 ? Kind.DOUBLE : a.kind();
    Term b = of(other, depth);
    if (random.nextInt(6) == 0) {
      boolean not = random.nextBoolean();
      return new Term(
          "(" + a.sql() + (not ? " is not distinct from " : " is distinct from ") + b.sql() + ")",
          Kind.BOOL,
          row -> (Naive.compare(a.value().of(row), b.value().of(row), false, false) == 0) == not);
    }
    String operator = List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
    return new Term(
        "(" + a.sql() + " " + operator + " " + b.sql() + ")",
        Kind.BOOL,
        row -> Naive.compare(operator, a.value().of(row), b.value().of(row)));
  }
}
