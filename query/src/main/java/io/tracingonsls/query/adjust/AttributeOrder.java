// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Jaeger's order of tags: key, then type (string, bool, integer, float, binary, then what Jaeger lacks), then value. */
final class AttributeOrder implements Comparator<Attribute> {
  private static final AttributeOrder ORDER = new AttributeOrder();

  private AttributeOrder() {}

  static Attributes sorted(Attributes attributes) {
    return isSorted(attributes) ? attributes : sortedBehind(attributes, -1);
  }

  /** The entry at {@code first} (-1: none) swapped to the front, the others sorted behind it. */
  static Attributes sortedBehind(Attributes attributes, int first) {
    List<Attribute> entries = new ArrayList<>(attributes.size());
    attributes.forEach(entries::add);
    int from = 0;
    if (first >= 0) {
      Attribute front = entries.set(first, entries.get(0));
      entries.set(0, front);
      from = 1;
    }
    entries.subList(from, entries.size()).sort(ORDER);
    return Attributes.copyOf(entries);
  }

  private static boolean isSorted(Attributes attributes) {
    for (int i = 1; i < attributes.size(); i++) {
      Attribute before = new Attribute(attributes.key(i - 1), attributes.value(i - 1));
      if (ORDER.compare(before, new Attribute(attributes.key(i), attributes.value(i))) > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compare(Attribute left, Attribute right) {
    int order = left.key().compareTo(right.key());
    if (order == 0) {
      order = Integer.compare(rank(left.value()), rank(right.value()));
    }
    return order == 0 ? compareSameKind(left.value(), right.value()) : order;
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
