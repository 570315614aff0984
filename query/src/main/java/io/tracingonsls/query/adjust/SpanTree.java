// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parents and children of a trace by position in its span list. A later span with an id that is taken stays outside; spans in a cycle are
 * reached from no root.
 */
final class SpanTree {
  private static final int NONE = -1;

  private final int[] firstChild;
  private final int[] lastChild;
  private final int[] nextSibling;
  private final BitSet duplicates = new BitSet();
  private final BitSet orphans = new BitSet();
  private final BitSet roots = new BitSet();

  SpanTree(List<TraceSpan> spans) {
    firstChild = filled(spans.size());
    lastChild = filled(spans.size());
    nextSibling = filled(spans.size());
    Map<SpanId, Integer> positions = new HashMap<>(spans.size() * 2);
    for (int i = 0; i < spans.size(); i++) {
      if (positions.putIfAbsent(spans.get(i).span().spanId(), i) != null) {
        duplicates.set(i);
      }
    }
    for (int i = 0; i < spans.size(); i++) {
      if (!duplicates.get(i)) {
        place(i, spans.get(i).span().parentSpanId(), positions);
      }
    }
  }

  private static int[] filled(int size) {
    int[] positions = new int[size];
    Arrays.fill(positions, NONE);
    return positions;
  }

  private void place(int position, SpanId parentId, Map<SpanId, Integer> positions) {
    Integer parent = parentId.isZero() ? null : positions.get(parentId);
    if (parent == null) {
      roots.set(position);
      orphans.set(position, !parentId.isZero());
    } else if (firstChild[parent] == NONE) {
      firstChild[parent] = position;
      lastChild[parent] = position;
    } else {
      nextSibling[lastChild[parent]] = position;
      lastChild[parent] = position;
    }
  }

  boolean isDuplicate(int position) {
    return duplicates.get(position);
  }

  /** Whether the span names a parent that is not in the trace. */
  boolean isOrphan(int position) {
    return orphans.get(position);
  }

  /** Visits everything below the roots, parents before their children. {@code parent} is -1 for a root. */
  void walk(Visitor visitor) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int root = roots.nextSetBit(0); root >= 0; root = roots.nextSetBit(root + 1)) {
      visitor.visit(root, NONE);
      open.push(root);
      while (!open.isEmpty()) {
        int parent = open.pop();
        for (int child = firstChild[parent]; child != NONE; child = nextSibling[child]) {
          visitor.visit(child, parent);
          open.push(child);
        }
      }
    }
  }

  /** Sees each reachable span once. */
  interface Visitor {
    void visit(int position, int parent);
  }
}
