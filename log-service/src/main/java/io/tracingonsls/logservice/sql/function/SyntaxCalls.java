// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Expressions with a syntax of their own that are calls inside. */
public final class SyntaxCalls {
  private SyntaxCalls() {}

  /** {@code text like pattern [escape e]}; all of type varchar. */
  public static Expression like(Expression text, Expression pattern, @Nullable Expression escape) {
    List<Expression> arguments = new ArrayList<>(List.of(text, pattern));
    if (escape != null) {
      arguments.add(escape);
    }
    Function<String, Function<String, LikePattern>> patterns =
        Overloads.remember(e -> Overloads.remember(p -> LikePattern.of(p, e)));
    ScalarFunction function = a -> {
      String by = a.length > 2 ? TextFunctions.text(a, 2) : "";
      return patterns.apply(by).apply(TextFunctions.text(a, 1)).matches(TextFunctions.text(a, 0));
    };
    List<SqlType> parameters = Collections.nCopies(arguments.size(), SqlType.VARCHAR);
    return new CallExpression(
        new BoundCall(parameters, SqlType.BOOLEAN, false, function, null), arguments);
  }

  /** {@code array[…]}; the elements are of one type. */
  public static Expression array(SqlType element, List<Expression> elements) {
    ScalarFunction function = a -> new ArrayList<@Nullable Object>(Arrays.asList(a));
    List<SqlType> parameters = Collections.nCopies(elements.size(), element);
    return new CallExpression(
        new BoundCall(parameters, SqlType.array(element), true, function, null), elements);
  }

  /** {@code base[index]}; the index is of the type that the base wants. */
  public static Expression subscript(Expression base, Expression index) {
    SqlType result =
        base.type().is(SqlType.Kind.ARRAY) ? base.type().element() : base.type().mapValue();
    ScalarFunction function = a ->
        CollectionFunctions.subscript(Objects.requireNonNull(a[0]), Objects.requireNonNull(a[1]));
    return new CallExpression(
        new BoundCall(List.of(base.type(), index.type()), result, false, function, null),
        List.of(base, index));
  }

  /** {@code a} unless {@code equal}: {@code nullif}. */
  public static Expression nullIf(Expression a, Expression equal) {
    return new Conditional(a.type(), List.of(equal), List.of(new Constant(a.type(), null)), a);
  }
}
