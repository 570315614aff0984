// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import java.util.SplittableRandom;

/** Traces that show what the views do with extremes: a chain of dozens of calls, and one parent with hundreds of children. */
final class OddShapes {
  private OddShapes() {}

  /** The catalogue walks a category tree, one call inside the other. */
  static SpanBatch deep(SplittableRandom random, long startMicros) {
    DrawnTrace trace = new DrawnTrace(random);
    Workload first = DemoTopology.pick(DemoTopology.CATALOGUE, random);
    OpenSpan root = trace.root(first, "walk categories", SpanKind.SERVER, startMicros);
    root.spend(500);
    walk(root, 35 + random.nextInt(20));
    root.close();
    return trace.batch();
  }

  private static void walk(OpenSpan parent, int levels) {
    if (levels == 0) {
      return;
    }
    Workload pod = DemoTopology.pick(DemoTopology.CATALOGUE, parent.trace().random());
    OpenSpan level = parent.child(pod, "category", SpanKind.INTERNAL);
    level.tag("level", levels).spend(700);
    walk(level, levels - 1);
    level.spend(200).close();
  }

  /** A report asks for the price of every book, twenty at a time. */
  static SpanBatch wide(SplittableRandom random, long startMicros) {
    DrawnTrace trace = new DrawnTrace(random);
    Workload reports = DemoTopology.pick(DemoTopology.REPORTS, random);
    Workload catalogue = DemoTopology.pick(DemoTopology.CATALOGUE, random);
    OpenSpan root = trace.root(reports, "price report", SpanKind.SERVER, startMicros);
    String requestId = RequestIds.next(random);
    for (int wave = 0; wave < 8; wave++) {
      for (int i = 0; i < 20; i++) {
        MeshCall call =
            MeshCall.beginParallel(root, catalogue, "GET", "/price/" + (wave * 20 + i), requestId);
        call.server().spend(3_000);
        call.end(200);
      }
      root.spend(6_000);
    }
    root.close();
    return trace.batch();
  }
}
