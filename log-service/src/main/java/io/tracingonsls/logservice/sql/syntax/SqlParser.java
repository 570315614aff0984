// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Body;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Item;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Limit;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Nested;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Select;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.SortItem;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Union;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.With;
import io.tracingonsls.logservice.sql.syntax.SqlToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recursive-descent parser of statements and queries; expressions are {@link ExpressionParser}'s. */
public final class SqlParser {
  private static final int MAX_SET_OPERATIONS = 100;
  private static final Pattern SETTING =
      Pattern.compile("\\s*set\\s+session\\s+([\\w.]++)\\s*=([^;]*+);", Pattern.CASE_INSENSITIVE);
  private static final Pattern BLACK = Pattern.compile("[^\\n]");

  private final TokenStream in;
  private final ExpressionParser expressions;
  private final RelationParser relations;

  private SqlParser(TokenStream in) {
    this.in = in;
    this.expressions = new ExpressionParser(in, this);
    this.relations = new RelationParser(in, this, expressions);
  }

  /**
   * Parses {@code [set session name = value;]… query}.
   *
   * @throws QueryException with line and column of the first problem
   */
  public static SqlStatement parse(String sql) {
    Map<String, String> settings = new LinkedHashMap<>();
    String query = settings(sql, settings);
    return new SqlParser(new TokenStream(new SqlLexer(query).tokens())).statement(settings);
  }

  private SqlStatement statement(Map<String, String> settings) {
    if (!in.isWord("select") && !in.isWord("with") && !in.isSymbol("(")) {
      throw in.mismatched("'SELECT', 'WITH', 'SET SESSION'");
    }
    SqlQuery query = query();
    if (in.peek().kind() != Kind.END) {
      throw in.mismatched("<EOF>");
    }
    return new SqlStatement(settings, query);
  }

  /** Takes the settings off the beginning; blanks stand in for them, so that places stay true. */
  private static String settings(String sql, Map<String, String> settings) {
    Matcher matcher = SETTING.matcher(sql);
    int end = 0;
    while (matcher.lookingAt()) {
      settings.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2).strip());
      end = matcher.end();
      matcher.region(end, sql.length());
    }
    return BLACK.matcher(sql.substring(0, end)).replaceAll(" ") + sql.substring(end);
  }

  /** A query up to the first token that is not part of it. */
  SqlQuery query() {
    in.enter();
    Place place = in.place();
    List<With> with = in.takeWord("with") ? withList() : List.of();
    Body body = union();
    List<SortItem> order = List.of();
    if (in.takeWord("order")) {
      in.expectWord("by");
      order = sortItems();
    }
    if (in.isWord("offset")) {
      throw in.place().unsupported("OFFSET (write limit offset, count)");
    }
    Limit limit = in.isWord("limit") ? limit() : null;
    if (in.isWord("fetch")) {
      throw in.place().unsupported("FETCH FIRST");
    }
    in.leave();
    return new SqlQuery(place, with, body, order, limit);
  }

  private List<With> withList() {
    if (in.isWord("recursive")) {
      throw in.place().unsupported("WITH RECURSIVE");
    }
    List<With> list = new ArrayList<>();
    do {
      Place place = in.place();
      String name = in.name();
      List<String> columns = in.isSymbol("(") ? names() : List.of();
      in.expectWord("as");
      in.expectSymbol("(");
      SqlQuery query = query();
      in.expectSymbol(")");
      list.add(new With(place, name, columns, query));
    } while (in.takeSymbol(","));
    return list;
  }

  /** {@code (a, b)}. */
  List<String> names() {
    in.expectSymbol("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(in.name());
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    return names;
  }

  private Body union() {
    Body left = primaryBody();
    int operations = 0;
    while (in.isWord("union")) {
      if (++operations > MAX_SET_OPERATIONS) {
        throw in.place().error("more than " + MAX_SET_OPERATIONS + " UNIONs");
      }
      Place place = in.take().place();
      boolean all = in.takeWord("all");
      if (!all) {
        in.takeWord("distinct");
      }
      left = new Union(place, all, left, primaryBody());
    }
    if (in.isWord("intersect") || in.isWord("except")) {
      throw in.place().unsupported(in.peek().text().toUpperCase(Locale.ROOT));
    }
    return left;
  }

  private Body primaryBody() {
    if (in.isSymbol("(")) {
      Place place = in.take().place();
      SqlQuery query = query();
      in.expectSymbol(")");
      return new Nested(place, query);
    }
    if (in.isWord("values") || in.isWord("table")) {
      throw in.place().unsupported(in.peek().text().toUpperCase(Locale.ROOT));
    }
    return select();
  }

  private Select select() {
    Place place = in.place();
    in.expectWord("select");
    boolean distinct = in.takeWord("distinct");
    if (!distinct) {
      in.takeWord("all");
    }
    List<Item> items = new ArrayList<>();
    do {
      items.add(item());
    } while (in.takeSymbol(","));
    SqlQuery.Relation from = in.takeWord("from") ? relations.relations() : null;
    SqlExpression where = in.takeWord("where") ? expressions.expression() : null;
    List<SqlExpression> groupBy = in.isWord("group") ? groupBy() : List.of();
    SqlExpression having = in.takeWord("having") ? expressions.expression() : null;
    if (in.isWord("window") && in.peek(1).kind() == Kind.NAME) {
      throw in.place().unsupported("WINDOW");
    }
    return new Select(place, distinct, items, from, where, groupBy, having);
  }

  private Item item() {
    Place place = in.place();
    if (in.takeSymbol("*")) {
      return new Item(place, null, null, null);
    }
    if (in.isName() && in.peek(1).isSymbol(".") && in.peek(2).isSymbol("*")) {
      String qualifier = in.name();
      in.take();
      in.take();
      return new Item(place, null, null, qualifier);
    }
    SqlExpression expression = expressions.expression();
    return new Item(place, expression, alias(), null);
  }

  /** {@code [as] name}, or null. */
  @Nullable
  String alias() {
    if (in.takeWord("as")) {
      return in.name();
    }
    return in.isName() && !startsClause() ? in.name() : null;
  }

  /** Words that are not reserved but begin the next clause. */
  private boolean startsClause() {
    return in.isWord("limit")
        || in.isWord("offset")
        || in.isWord("fetch")
        || in.isWord("tablesample")
        || (in.isWord("window") && in.peek(1).kind() == Kind.NAME && in.isWord(2, "as"));
  }

  private List<SqlExpression> groupBy() {
    in.expectWord("group");
    in.expectWord("by");
    if (in.isWord("rollup") || in.isWord("cube") || in.isWord("grouping")) {
      throw in.place().unsupported("GROUP BY " + in.peek().text().toUpperCase(Locale.ROOT));
    }
    List<SqlExpression> list = new ArrayList<>();
    do {
      if (in.isSymbol("(") && in.peek(1).isSymbol(")")) {
        throw in.place().unsupported("GROUP BY ()");
      }
      list.add(expressions.expression());
    } while (in.takeSymbol(","));
    return list;
  }

  /** Sort keys after {@code order by}. */
  List<SortItem> sortItems() {
    List<SortItem> items = new ArrayList<>();
    do {
      SqlExpression expression = expressions.expression();
      boolean descending = in.takeWord("desc");
      if (!descending) {
        in.takeWord("asc");
      }
      boolean nullsFirst = false;
      if (in.takeWord("nulls")) {
        nullsFirst = in.takeWord("first");
        if (!nullsFirst) {
          in.expectWord("last");
        }
      }
      items.add(new SortItem(expression, descending, nullsFirst));
    } while (in.takeSymbol(","));
    return items;
  }

  private Limit limit() {
    Place place = in.take().place();
    if (in.takeWord("all")) {
      return new Limit(place, 0, Long.MAX_VALUE);
    }
    long first = count();
    if (!in.takeSymbol(",")) {
      if (in.isWord("offset")) {
        throw in.place().unsupported("OFFSET (write limit offset, count)");
      }
      return new Limit(place, 0, first);
    }
    return new Limit(place, first, count());
  }

  private long count() {
    SqlToken token = in.take();
    if (token.kind() != Kind.INTEGER || token.text().length() > 18) {
      throw token.place().error("mismatched input '" + token + "'. Expecting: <integer>");
    }
    return Long.parseLong(token.text());
  }
}
