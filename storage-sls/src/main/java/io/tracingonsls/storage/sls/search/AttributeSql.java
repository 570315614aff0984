// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.sls.layout.FindLines;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.search.SqlExpression.Like;
import io.tracingonsls.storage.sls.search.SqlExpression.Text;
import io.tracingonsls.storage.sls.search.SqlExpression.TryCast;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * SQL on the attributes of SLS Trace rows. The values of span, resource and scope attributes are taken out of their JSON objects; about
 * events, links and what stands in {@code jaeger.ext} it can only be said whether they name the key. A value that SQL may have cut counts as
 * one that may match. In an index without {@code jaeger.find} the rows are those of other writers, and only the columns that it has are asked.
 */
final class AttributeSql {
  private static final String EXT = "jaeger.ext";

  private static final List<String> NEEDED = List.of(
      "attribute",
      "resource",
      "otlp.attribute",
      "logs",
      "links",
      EXT,
      "host",
      "otlp.name",
      "otlp.version",
      "traceState",
      "statusMessage");
  private static final int MAX_TEXT = 200;

  private static final String PLAIN_NUMBER = "^-?[0-9]{1,15}([.][0-9]{1,15})?$";

  private static final String ODD_NUMBER = "^-?[0-9]+[.eE][-+.eE0-9]*$";

  private final LogstoreIndex index;
  private final boolean possible;
  private final boolean cutsJson;

  /** {@code cutsJson} is false when SQL sees the members of a JSON object whatever the length of its text. */
  AttributeSql(LogstoreIndex index, boolean slsTrace, boolean cutsJson) {
    this.index = index;
    boolean whole = NEEDED.stream().allMatch(index::inSql);
    boolean foreign =
        !index.has(AttributeSearch.FIND) && index.inSql("attribute") && index.inSql("resource");
    this.possible = slsTrace && (whole || foreign);
    this.cutsJson = cutsJson;
  }

  /** Every row where the key has any value. */
  @Nullable
  SqlExpression present(AttributeField field) {
    Function<SqlExpression, SqlExpression> any =
        value -> compare(call("coalesce", value, new Text("")), "<>", "");
    return anywhere(field, any, true);
  }

  /** Every row where the key may have a value that compares so. */
  @Nullable
  SqlExpression mayCompare(AttributeField field, Operator operator, String number) {
    Double bound = bound(number);
    if (bound == null) {
      return null;
    }
    boolean less = operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
    // Both sides lose digits as doubles, but never change their order.
    return anywhere(
        field,
        value -> compare(
            new TryCast(value, "double"), less ? "<=" : ">=", new SqlExpression.Decimal(bound)),
        false);
  }

  /** Every row where the key may have a value that matches the pattern. */
  @Nullable
  SqlExpression mayMatch(AttributeField field, String pattern) {
    SqlExpression like = like(pattern, true);
    if (like == null) {
      return present(field);
    }
    // A double has another text in JSON than in a search.
    return anywhere(
        field,
        value ->
            compare(new Like(value, like), "or", call("regexp_like", value, new Text(ODD_NUMBER))),
        true);
  }

  /** Whether JSON may hold what this text says as something else than a text. */
  static boolean isNumberOrBool(String text) {
    return text.equals("true") || text.equals("false") || bound(text) != null;
  }

  /** Every row where the key may have the value, as a text, a number or a bool. */
  @Nullable
  SqlExpression mayEqual(AttributeField field, String text) {
    Double bound = bound(text);
    Function<SqlExpression, SqlExpression> same = value -> compare(value, "=", text);
    return anywhere(
        field,
        bound == null
            ? same
            : value -> compare(
                compare(new TryCast(value, "double"), "=", new SqlExpression.Decimal(bound)),
                "or",
                same.apply(value)),
        false);
  }

  /** Only rows where the key has the text. */
  @Nullable
  SqlExpression doesEqual(AttributeField field, String text) {
    return text.isEmpty() || text.length() > MAX_TEXT || !Quoting.isQuotable(text)
        ? null
        : inObjects(field, value -> compare(value, "=", text));
  }

  /** Only rows where the key has such a number, written plainly. */
  @Nullable
  SqlExpression doesCompare(AttributeField field, Operator operator, String number) {
    Double bound = bound(number);
    if (bound == null) {
      return null;
    }
    boolean less = operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
    SqlExpression sure = inObjects(
        field,
        value -> compare(
            compare(
                new TryCast(value, "double"), less ? "<" : ">", new SqlExpression.Decimal(bound)),
            "and",
            call("regexp_like", value, new Text(PLAIN_NUMBER))));
    return sure == null || !index.inSql(EXT) ? null : compare(sure, "and", compare(ext(), "=", ""));
  }

  /** Only rows where the key has a text that matches the pattern. */
  @Nullable
  SqlExpression doesMatch(AttributeField field, String pattern) {
    SqlExpression like = like(pattern, false);
    return like == null
        ? null
        : inObjects(
            field,
            value -> compare(
                new Like(value, like),
                "and",
                new SqlExpression.Not(call("regexp_like", value, new Text(ODD_NUMBER)))));
  }

  /** Conditions on the values that SQL can take out of objects. */
  private @Nullable SqlExpression inObjects(
      AttributeField field, Function<SqlExpression, SqlExpression> condition) {
    if (!isSayable(field.key())) {
      return null;
    }
    List<SqlExpression> ways = new ArrayList<>();
    boolean any = field.place() == Place.ANY;
    if (any || field.place() == Place.SPAN) {
      ways.add(condition.apply(member("attribute", field.key())));
    }
    if (any || field.place() == Place.RESOURCE) {
      ways.add(condition.apply(member("resource", field.key())));
    }
    return PredicateSql.joined(ways, "or");
  }

  private @Nullable SqlExpression anywhere(
      AttributeField field, Function<SqlExpression, SqlExpression> condition, boolean composed) {
    String key = field.key();
    boolean any = field.place() == Place.ANY;
    if (!isSayable(key) || (any && isDerived(key))) {
      return null;
    }
    List<SqlExpression> ways = new ArrayList<>();
    if (any || field.place() == Place.SPAN) {
      object("attribute", key, condition, composed, ways);
    }
    if (any || field.place() == Place.RESOURCE) {
      object("resource", key, condition, composed, ways);
      if (index.inSql("host") && (key.equals("host.name") || key.equals("hostname"))) {
        ways.add(compare(column("host"), "<>", ""));
      }
    }
    if (any || field.place() == Place.SCOPE) {
      mentions("otlp.attribute", key, ways);
    }
    if (any || field.place() == Place.EVENT) {
      mentions("logs", key, ways);
    }
    if (any || field.place() == Place.LINK) {
      mentions("links", key, ways);
    }
    mentions(EXT, key, ways);
    return PredicateSql.joined(ways, "or");
  }

  private void object(
      String root,
      String key,
      Function<SqlExpression, SqlExpression> condition,
      boolean composed,
      List<SqlExpression> ways) {
    ways.add(condition.apply(member(root, key)));
    if (composed) {
      ways.add(listOrNothing(root, key));
    }
    if (cutsJson) {
      ways.add(mayBeCut(root));
    }
  }

  /** A value that is no scalar has no text of its own in SQL, and an empty one looks like none. */
  private static SqlExpression listOrNothing(String root, String key) {
    return compare(
        compare(call("coalesce", member(root, key), new Text("")), "=", ""),
        "and",
        compare(call("strpos", column(root), new Text('"' + key + '"')), ">", 0));
  }

  private void mentions(String name, String key, List<SqlExpression> ways) {
    if (index.inSql(name)) {
      ways.add(compare(call("strpos", column(name), new Text(key)), ">", 0));
      ways.add(mayBeCut(name));
    }
  }

  private SqlExpression mayBeCut(String name) {
    return compare(call("length", column(name)), ">=", index.maxTextBytes() / 4);
  }

  private static SqlExpression ext() {
    return call("coalesce", column(EXT), new Text(""));
  }

  private static SqlExpression member(String root, String key) {
    return call("json_extract_scalar", column(root), new Text("$[\"" + key + "\"]"));
  }

  /** Whether all writers spell the key alike in JSON, and readers make no such attribute up. */
  private boolean isSayable(String key) {
    return possible && FindLines.isPathSafe(key) && key.indexOf('/') < 0 && !key.startsWith("sls.");
  }

  /** Names that mean a field of the row, too. */
  private static boolean isDerived(String key) {
    return switch (key) {
      case "error",
          "span.kind",
          "span.status",
          "otel.status_code",
          "otel.status_description",
          "otel.scope.name",
          "scope.name",
          "otel.scope.version",
          "scope.version",
          "w3c.tracestate",
          "event" -> true;
      default -> key.startsWith("resource.");
    };
  }

  private static @Nullable Double bound(String number) {
    try {
      double bound = number.length() > 64 ? Double.NaN : new BigDecimal(number).doubleValue();
      return Double.isFinite(bound) ? bound : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** The pattern for LIKE, or null when it can't be one; {@code wider} lets one character stand for any number. */
  static @Nullable SqlExpression like(String pattern, boolean wider) {
    boolean possible = pattern.length() <= MAX_TEXT
        && Quoting.isQuotable(pattern)
        && (wider || pattern.indexOf('?') < 0);
    if (!possible) {
      return null;
    }
    StringBuilder like = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        like.append('%');
        continue;
      }
      char literal = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
      if (literal == '%' || literal == '_' || literal == '!') {
        like.append('!');
      }
      like.append(literal);
    }
    return new Text(like.toString());
  }
}
