// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import java.util.Arrays;

/**
 * Jaeger's order of tags: key, then type (string, bool, integer, float, binary, then what Jaeger lacks), then value.
 *
 * <p>Every span of a shown trace passes here, and its list is short as a rule: those are sorted by insertion, without objects per entry.
 */
final class AttributeOrder {
  private static final int SHORT = 24;

  private AttributeOrder() {}

  /** The same list when it is sorted already. */
  static Attributes sorted(Attributes attributes) {
    return sortedBehind(attributes, -1);
  }

  private static boolean isSorted(Attributes attributes, int from) {
    for (int i = from + 1; i < attributes.size(); i++) {
      if (compare(attributes, i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The entry at {@code first} (-1: none) swapped to the front, the others sorted behind it; the same list when it is so already. */
  static Attributes sortedBehind(Attributes attributes, int first) {
    int size = attributes.size();
    if (first <= 0 && isSorted(attributes, first + 1)) {
      return attributes;
    }
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    if (first > 0) {
      order[0] = first;
      order[first] = 0;
    }
    sort(attributes, order, first < 0 ? 0 : 1);
    Attributes.Builder sorted = Attributes.builder(size);
    for (int position : order) {
      sorted.put(attributes.key(position), attributes.value(position));
    }
    return sorted.build();
  }

  private static void sort(Attributes attributes, int[] order, int from) {
    if (order.length > SHORT) {
      int[] sorted = Arrays.stream(order, from, order.length)
          .boxed()
          .sorted((a, b) -> compare(attributes, a, b))
          .mapToInt(Integer::intValue)
          .toArray();
      System.arraycopy(sorted, 0, order, from, sorted.length);
      return;
    }
    for (int i = from + 1; i < order.length; i++) {
      int moving = order[i];
      int target = i;
      while (target > from && compare(attributes, order[target - 1], moving) > 0) {
        order[target] = order[target - 1];
        target--;
      }
      order[target] = moving;
    }
  }

  private static int compare(Attributes attributes, int left, int right) {
    int order = attributes.key(left).compareTo(attributes.key(right));
    return order == 0 ? compare(attributes.value(left), attributes.value(right)) : order;
  }

  private static int compare(AttributeValue left, AttributeValue right) {
    int order = Integer.compare(rank(left), rank(right));
    return order == 0 ? compareSameKind(left, right) : order;
  }

  private static int rank(AttributeValue value) {
    if (value instanceof StringValue) {
      return 0;
    }
    if (value instanceof BoolValue) {
      return 1;
    }
    if (value instanceof LongValue) {
      return 2;
    }
    if (value instanceof DoubleValue) {
      return 3;
    }
    if (value instanceof BytesValue) {
      return 4;
    }
    if (value instanceof ListValue) {
      return 5;
    }
    return value instanceof MapValue ? 6 : 7;
  }

  private static int compareSameKind(AttributeValue left, AttributeValue right) {
    if (left instanceof LongValue a && right instanceof LongValue b) {
      return Long.compare(a.value(), b.value());
    }
    if (left instanceof DoubleValue a && right instanceof DoubleValue b) {
      return Double.compare(a.value(), b.value());
    }
    if (left instanceof BytesValue a && right instanceof BytesValue b) {
      return Arrays.compareUnsigned(a.toByteArray(), b.toByteArray());
    }
    return left.asText().compareTo(right.asText());
  }
}
