// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.Duration;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.FilterExpression;
import io.tracingonsls.query.parse.FilterTranslator;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.wire.generated.expression.Call;
import io.tracingonsls.wire.generated.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/** Filters of requests as predicates. */
final class FilterMessages {
  private static final int MAX_DEPTH = 60;

  private FilterMessages() {}

  /** The predicate of a search that has a filter, which stands for all other conditions on spans: those must not be set. */
  static SpanPredicate predicate(
      Call filter,
      String service,
      String operation,
      int attributes,
      Duration durationMin,
      Duration durationMax) {
    boolean alone = service.isEmpty()
        && operation.isEmpty()
        && attributes == 0
        && ProtoTimes.nanos(durationMin) == 0
        && ProtoTimes.nanos(durationMax) == 0;
    if (!alone) {
      throw GrpcFailures.invalid(
          "filter cannot be combined with service_name, operation_name, attributes or durations");
    }
    try {
      return FilterTranslator.translate(call(filter, 0));
    } catch (BadParameterException bad) {
      throw GrpcFailures.invalid("malformed filter: " + bad.getMessage());
    }
  }

  private static FilterExpression.Call call(Call call, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BadParameterException("nested too deeply");
    }
    List<FilterExpression> args = new ArrayList<>(call.getArgsCount());
    for (Expression argument : call.getArgsList()) {
      args.add(expression(argument, depth + 1));
    }
    return new FilterExpression.Call(call.getOp(), args);
  }

  private static FilterExpression expression(Expression message, int depth) {
    return switch (message.getExpressionCase()) {
      case ATTR ->
        new FilterExpression.Attribute(
            message.getAttr().getKey(), message.getAttr().getLevel());
      case FIELD ->
        new FilterExpression.Field(
            message.getField().getName(), message.getField().getLevel());
      case NESTED -> new FilterExpression.Nested(message.getNested().getLevel());
      case SCALAR ->
        new FilterExpression.Scalar(
            message.getScalar().getValue(), message.getScalar().getType());
      case LIST ->
        new FilterExpression.Values(
            message.getList().getValuesList(), message.getList().getType());
      case CALL -> call(message.getCall(), depth);
      case EXPRESSION_NOT_SET -> throw new BadParameterException("an argument is empty");
    };
  }
}
