// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import java.util.List;

/** An expression of Log Service's SQL. Immutable; renders safely for any value. */
public sealed interface SqlExpression {
  void render(StringBuilder sql);

  default String text() {
    StringBuilder sql = new StringBuilder();
    render(sql);
    return sql.toString();
  }

  /** A column, with a table alias in front unless empty. */
  record Column(String table, String name) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      if (!table.isEmpty()) {
        checkWord(table);
        sql.append(table).append('.');
      }
      Quoting.sqlName(name, sql);
    }
  }

  /** A string literal. */
  record Text(String value) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      Quoting.sqlText(value, sql);
    }
  }

  /** An integer literal. */
  record Whole(long value) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      sql.append(value);
    }
  }

  /** A decimal literal. */
  record Decimal(double value) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("decimal: " + value + " (expected: a finite number)");
      }
      sql.append(value);
    }
  }

  /** A function call; {@code count} without arguments counts rows. */
  record Call(String function, List<SqlExpression> arguments) implements SqlExpression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public void render(StringBuilder sql) {
      checkWord(function);
      sql.append(function).append('(');
      if (arguments.isEmpty()) {
        sql.append('*');
      }
      list(arguments, sql);
      sql.append(')');
    }
  }

  /** Two operands; the operator comes from code, never from users. */
  record Infix(SqlExpression left, String operator, SqlExpression right) implements SqlExpression {
    private static final List<String> OPERATORS =
        List.of("=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "and", "or");

    @Override
    public void render(StringBuilder sql) {
      if (!OPERATORS.contains(operator)) {
        throw new IllegalArgumentException("operator: not one that is used here");
      }
      sql.append('(');
      left.render(sql);
      sql.append(' ').append(operator).append(' ');
      right.render(sql);
      sql.append(')');
    }
  }

  /** The opposite. */
  record Not(SqlExpression part) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      sql.append("(not ");
      part.render(sql);
      sql.append(')');
    }
  }

  /** A number, or NULL when the value is none. */
  record TryCast(SqlExpression value, String type) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      checkWord(type);
      sql.append("try_cast(");
      value.render(sql);
      sql.append(" as ").append(type).append(')');
    }
  }

  /** A text that matches a pattern in which {@code !} takes the next character literally. */
  record Like(SqlExpression value, SqlExpression pattern) implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      sql.append('(');
      value.render(sql);
      sql.append(" like ");
      pattern.render(sql);
      sql.append(" escape '!')");
    }
  }

  /** Equal to one of the texts. */
  record In(SqlExpression value, List<String> texts) implements SqlExpression {
    public In {
      texts = List.copyOf(texts);
    }

    @Override
    public void render(StringBuilder sql) {
      value.render(sql);
      sql.append(" in (");
      list(texts.stream().map(text -> (SqlExpression) new Text(text)).toList(), sql);
      sql.append(')');
    }
  }

  /** One of two values. */
  record Case(SqlExpression when, SqlExpression then, SqlExpression otherwise)
      implements SqlExpression {
    @Override
    public void render(StringBuilder sql) {
      sql.append("(case when ");
      when.render(sql);
      sql.append(" then ");
      then.render(sql);
      sql.append(" else ");
      otherwise.render(sql);
      sql.append(" end)");
    }
  }

  static SqlExpression column(String name) {
    return new Column("", name);
  }

  static SqlExpression call(String function, SqlExpression... arguments) {
    return new Call(function, List.of(arguments));
  }

  static SqlExpression compare(SqlExpression left, String operator, SqlExpression right) {
    return new Infix(left, operator, right);
  }

  static SqlExpression compare(SqlExpression left, String operator, long right) {
    return new Infix(left, operator, new Whole(right));
  }

  static SqlExpression compare(SqlExpression left, String operator, String right) {
    return new Infix(left, operator, new Text(right));
  }

  private static void list(List<SqlExpression> values, StringBuilder sql) {
    for (int i = 0; i < values.size(); i++) {
      sql.append(i == 0 ? "" : ", ");
      values.get(i).render(sql);
    }
  }

  /** Names that stand without quotes come from code; this guards against mistakes there. */
  static void checkWord(String word) {
    if (!word.matches("[a-z_][a-z0-9_]*")) {
      throw new IllegalArgumentException("word: not a lower-case name");
    }
  }
}
