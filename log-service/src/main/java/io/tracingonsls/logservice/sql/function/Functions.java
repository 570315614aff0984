// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All scalar functions that look like calls. Belongs to one query. */
public final class Functions {
  private final Overloads overloads = new Overloads();

  public Functions(FunctionContext context) {
    MathFunctions.register(overloads);
    TextFunctions.register(overloads);
    RegexFunctions.register(overloads, context);
    TimeFunctions.register(overloads, context);
    JsonFunctions.register(overloads);
    CollectionFunctions.register(overloads);
    UrlFunctions.register(overloads);
  }

  public boolean knows(String name) {
    return overloads.knows(name);
  }

  /** The member of the outermost object that a JSON path means, or null when it means something else. */
  public static @Nullable String onlyMember(String jsonPath) {
    try {
      String member = JsonPath.of(jsonPath).onlyMember();
      return member == null || member.isEmpty() ? null : member;
    } catch (QueryException e) {
      return null; // reported when the path is used
    }
  }

  /** Names of all functions. */
  public SortedSet<String> names() {
    return new TreeSet<>(overloads.names());
  }

  /**
   * A call of the function with these arguments, which are converted where needed; folded when all are constant.
   *
   * @throws QueryException when the name is unknown or no overload fits
   */
  public Expression call(Place place, String name, List<Expression> arguments) {
    if (!overloads.knows(name)) {
      throw place.error("Function " + name + " not registered");
    }
    List<SqlType> types = arguments.stream().map(Expression::type).toList();
    BoundCall call = overloads.bind(name, types);
    if (call == null) {
      String given = types.stream().map(SqlType::toString).collect(Collectors.joining(", "));
      throw place.error("Unexpected parameters (" + given + ") for function " + name);
    }
    List<Expression> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      converted.add(Casts.implicit(arguments.get(i), call.parameters().get(i)));
    }
    return new CallExpression(call, converted);
  }
}
