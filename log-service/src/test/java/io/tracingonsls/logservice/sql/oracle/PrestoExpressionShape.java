// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import static io.tracingonsls.logservice.sql.oracle.Shape.list;
import static io.tracingonsls.logservice.sql.oracle.Shape.name;
import static io.tracingonsls.logservice.sql.oracle.Shape.node;
import static io.tracingonsls.logservice.sql.oracle.Shape.optional;
import static io.tracingonsls.logservice.sql.oracle.Shape.text;

import io.prestosql.sql.tree.ArithmeticBinaryExpression;
import io.prestosql.sql.tree.ArithmeticUnaryExpression;
import io.prestosql.sql.tree.ArrayConstructor;
import io.prestosql.sql.tree.AstVisitor;
import io.prestosql.sql.tree.BetweenPredicate;
import io.prestosql.sql.tree.BooleanLiteral;
import io.prestosql.sql.tree.Cast;
import io.prestosql.sql.tree.CoalesceExpression;
import io.prestosql.sql.tree.ComparisonExpression;
import io.prestosql.sql.tree.CurrentTime;
import io.prestosql.sql.tree.CurrentUser;
import io.prestosql.sql.tree.DateTimeDataType;
import io.prestosql.sql.tree.DereferenceExpression;
import io.prestosql.sql.tree.DoubleLiteral;
import io.prestosql.sql.tree.ExistsPredicate;
import io.prestosql.sql.tree.Expression;
import io.prestosql.sql.tree.Extract;
import io.prestosql.sql.tree.FrameBound;
import io.prestosql.sql.tree.FunctionCall;
import io.prestosql.sql.tree.GenericDataType;
import io.prestosql.sql.tree.GenericLiteral;
import io.prestosql.sql.tree.Identifier;
import io.prestosql.sql.tree.IfExpression;
import io.prestosql.sql.tree.InListExpression;
import io.prestosql.sql.tree.InPredicate;
import io.prestosql.sql.tree.IntervalLiteral;
import io.prestosql.sql.tree.IsNotNullPredicate;
import io.prestosql.sql.tree.IsNullPredicate;
import io.prestosql.sql.tree.LikePredicate;
import io.prestosql.sql.tree.LogicalBinaryExpression;
import io.prestosql.sql.tree.LongLiteral;
import io.prestosql.sql.tree.Node;
import io.prestosql.sql.tree.NotExpression;
import io.prestosql.sql.tree.NullIfExpression;
import io.prestosql.sql.tree.NullLiteral;
import io.prestosql.sql.tree.NumericParameter;
import io.prestosql.sql.tree.Query;
import io.prestosql.sql.tree.SearchedCaseExpression;
import io.prestosql.sql.tree.SimpleCaseExpression;
import io.prestosql.sql.tree.StringLiteral;
import io.prestosql.sql.tree.SubqueryExpression;
import io.prestosql.sql.tree.SubscriptExpression;
import io.prestosql.sql.tree.TableSubquery;
import io.prestosql.sql.tree.TimestampLiteral;
import io.prestosql.sql.tree.TryExpression;
import io.prestosql.sql.tree.TypeParameter;
import io.prestosql.sql.tree.WhenClause;
import io.prestosql.sql.tree.Window;
import io.prestosql.sql.tree.WindowFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shape of expressions that Presto's parser read. */
final class PrestoExpressionShape extends AstVisitor<String, Void> {
  private final PrestoShape queries;

  PrestoExpressionShape(PrestoShape queries) {
    this.queries = queries;
  }

  String of(Node node) {
    return process(node, null);
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  protected String visitNode(Node node, Void none) {
    throw new UnsupportedOperationException(node.getClass().getSimpleName());
  }

  @Override
  protected String visitIdentifier(Identifier identifier, Void none) {
    return node("name", name(identifier.getValue()));
  }

  @Override
  protected String visitDereferenceExpression(DereferenceExpression e, Void none) {
    String base = of(e.getBase());
    if (!base.startsWith("(name ")) {
      throw new UnsupportedOperationException("field of a value");
    }
    return base.substring(0, base.length() - 1) + " " + name(e.getField().getValue()) + ")";
  }

  @Override
  protected String visitNullLiteral(NullLiteral literal, Void none) {
    return "null";
  }

  @Override
  protected String visitBooleanLiteral(BooleanLiteral literal, Void none) {
    return Boolean.toString(literal.getValue());
  }

  @Override
  protected String visitStringLiteral(StringLiteral literal, Void none) {
    return text(literal.getValue());
  }

  @Override
  protected String visitLongLiteral(LongLiteral literal, Void none) {
    return signed(Long.toString(literal.getValue()));
  }

  @Override
  protected String visitDoubleLiteral(DoubleLiteral literal, Void none) {
    return signed(Double.toString(literal.getValue()));
  }

  /** The sign before a number belongs to the number for Presto; for us it is an operator. */
  private static String signed(String number) {
    return number.startsWith("-") ? node("neg", number.substring(1)) : number;
  }

  @Override
  protected String visitTimestampLiteral(TimestampLiteral literal, Void none) {
    return node("timestamp", text(literal.getValue()));
  }

  @Override
  protected String visitGenericLiteral(GenericLiteral literal, Void none) {
    return node(lower(literal.getType()), text(literal.getValue()));
  }

  @Override
  protected String visitIntervalLiteral(IntervalLiteral literal, Void none) {
    if (literal.getEndField().isPresent()) {
      throw new UnsupportedOperationException("interval over several units");
    }
    return node(
        literal.getSign() == IntervalLiteral.Sign.NEGATIVE ? "minus-interval" : "interval",
        text(literal.getValue()),
        lower(literal.getStartField()));
  }

  @Override
  protected String visitArithmeticUnary(ArithmeticUnaryExpression e, Void none) {
    String operand = of(e.getValue());
    return e.getSign() == ArithmeticUnaryExpression.Sign.PLUS || operand.equals("0")
        ? operand
        : node("neg", operand);
  }

  @Override
  protected String visitArithmeticBinary(ArithmeticBinaryExpression e, Void none) {
    return node(e.getOperator().getValue(), of(e.getLeft()), of(e.getRight()));
  }

  @Override
  protected String visitLogicalBinaryExpression(LogicalBinaryExpression e, Void none) {
    return node(e.getOperator().name(), of(e.getLeft()), of(e.getRight()));
  }

  @Override
  protected String visitComparisonExpression(ComparisonExpression e, Void none) {
    return node(e.getOperator().getValue().replace(' ', '-'), of(e.getLeft()), of(e.getRight()));
  }

  @Override
  protected String visitNotExpression(NotExpression e, Void none) {
    return node("not", of(e.getValue()));
  }

  @Override
  protected String visitBetweenPredicate(BetweenPredicate e, Void none) {
    return node("between", of(e.getValue()), of(e.getMin()), of(e.getMax()));
  }

  @Override
  protected String visitInPredicate(InPredicate e, Void none) {
    return node("in", of(e.getValue()), of(e.getValueList()));
  }

  @Override
  protected String visitInListExpression(InListExpression e, Void none) {
    return list("list", e.getValues(), this::of);
  }

  @Override
  protected String visitLikePredicate(LikePredicate e, Void none) {
    return node("like", of(e.getValue()), of(e.getPattern()), optional(e.getEscape(), this::of));
  }

  @Override
  protected String visitIsNullPredicate(IsNullPredicate e, Void none) {
    return node("is-null", of(e.getValue()));
  }

  @Override
  protected String visitIsNotNullPredicate(IsNotNullPredicate e, Void none) {
    return node("not", node("is-null", of(e.getValue())));
  }

  @Override
  protected String visitSubqueryExpression(SubqueryExpression e, Void none) {
    // Whether more parentheses around "(select …)" are the query's or the expression's does not
    // matter.
    Query query = e.getQuery();
    while (query.getQueryBody() instanceof TableSubquery inner
        && query.getWith().isEmpty()
        && query.getOrderBy().isEmpty()
        && query.getLimit().isEmpty()) {
      query = inner.getQuery();
    }
    return node("scalar", queries.shape(query));
  }

  @Override
  protected String visitExists(ExistsPredicate e, Void none) {
    return node("exists", queries.shape(((SubqueryExpression) e.getSubquery()).getQuery()));
  }

  @Override
  protected String visitArrayConstructor(ArrayConstructor e, Void none) {
    return list("array", e.getValues(), this::of);
  }

  @Override
  protected String visitSubscriptExpression(SubscriptExpression e, Void none) {
    return node("at", of(e.getBase()), of(e.getIndex()));
  }

  @Override
  protected String visitSearchedCaseExpression(SearchedCaseExpression e, Void none) {
    return cases("-", e.getWhenClauses(), e.getDefaultValue());
  }

  @Override
  protected String visitSimpleCaseExpression(SimpleCaseExpression e, Void none) {
    return cases(of(e.getOperand()), e.getWhenClauses(), e.getDefaultValue());
  }

  private String cases(String operand, List<WhenClause> whens, Optional<Expression> otherwise) {
    String branches =
        list("when", whens, (WhenClause w) -> of(w.getOperand()) + " " + of(w.getResult()));
    return node("case", operand, branches, optional(otherwise, this::of));
  }

  @Override
  protected String visitCast(Cast e, Void none) {
    return node(e.isSafe() ? "try-cast" : "cast", of(e.getExpression()), of(e.getType()));
  }

  @Override
  protected String visitGenericDataType(GenericDataType type, Void none) {
    String name = lower(type.getName().getValue());
    if (type.getArguments().isEmpty()) {
      return name;
    }
    List<String> arguments = new ArrayList<>();
    type.getArguments().forEach(argument -> arguments.add(of(argument)));
    return name + "(" + String.join(",", arguments) + ")";
  }

  @Override
  protected String visitTypeParameter(TypeParameter parameter, Void none) {
    return of(parameter.getValue());
  }

  @Override
  protected String visitNumericTypeParameter(NumericParameter parameter, Void none) {
    return parameter.getValue();
  }

  @Override
  protected String visitDateTimeType(DateTimeDataType type, Void none) {
    return lower(type.getType())
        + optional(type.getPrecision(), precision -> "(" + of(precision) + ")").replace("-", "")
        + (type.isWithTimeZone() ? "_with_time_zone" : "");
  }

  @Override
  protected String visitExtract(Extract e, Void none) {
    return call(lower(e.getField()), List.of(e.getExpression()));
  }

  @Override
  protected String visitCurrentTime(CurrentTime e, Void none) {
    return call(e.getFunction().getName(), List.of());
  }

  @Override
  protected String visitCurrentUser(CurrentUser e, Void none) {
    return call("current_user", List.of());
  }

  @Override
  protected String visitCoalesceExpression(CoalesceExpression e, Void none) {
    return call("coalesce", e.getOperands());
  }

  @Override
  protected String visitIfExpression(IfExpression e, Void none) {
    List<Expression> arguments = new ArrayList<>(List.of(e.getCondition(), e.getTrueValue()));
    e.getFalseValue().ifPresent(arguments::add);
    return call("if", arguments);
  }

  @Override
  protected String visitNullIfExpression(NullIfExpression e, Void none) {
    return call("nullif", List.of(e.getFirst(), e.getSecond()));
  }

  @Override
  protected String visitTryExpression(TryExpression e, Void none) {
    return call("try", List.of(e.getInnerExpression()));
  }

  private String call(String name, List<Expression> arguments) {
    return node(
        "call", name(name), "-", list("arguments", arguments, this::of), "(order)", "-", "-");
  }

  @Override
  protected String visitFunctionCall(FunctionCall e, Void none) {
    if (e.getNullTreatment().isPresent()) {
      throw new UnsupportedOperationException("null treatment");
    }
    return node(
        "call",
        name(e.getName().toString()),
        e.isDistinct() ? "distinct" : "-",
        list("arguments", e.getArguments(), this::of),
        queries.order(e.getOrderBy()),
        optional(e.getFilter(), this::of),
        optional(e.getWindow(), this::window));
  }

  private String window(Window window) {
    return node(
        "over",
        list("partition", window.getPartitionBy(), this::of),
        queries.order(window.getOrderBy()),
        frame(window));
  }

  private String frame(Window window) {
    Optional<WindowFrame> frame = window.getFrame();
    return node(
        frame.map(given -> lower(given.getType())).orElse("range"),
        frame.map(WindowFrame::getStart).map(this::bound).orElse(bound("unbounded_preceding", "-")),
        frame.flatMap(WindowFrame::getEnd).map(this::bound).orElse(bound("current_row", "-")));
  }

  private String bound(FrameBound bound) {
    return bound(lower(bound.getType()), optional(bound.getValue(), this::of));
  }

  private static String bound(String kind, String offset) {
    return node(kind, offset);
  }
}
