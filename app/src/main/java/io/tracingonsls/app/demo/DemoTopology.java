// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The pods of the book shop. */
final class DemoTopology {
  static final List<Workload> GATEWAY = pods("istio-ingressgateway", "latest", 2);
  static final List<Workload> PRODUCTPAGE = pods("productpage", "v1", 2);
  static final List<Workload> DETAILS = pods("details", "v1", 1);
  static final List<Workload> REVIEWS_V1 = pods("reviews", "v1", 1);
  static final List<Workload> REVIEWS_V2 = pods("reviews", "v2", 1);
  static final List<Workload> REVIEWS_V3 = pods("reviews", "v3", 2);
  static final List<Workload> RATINGS = pods("ratings", "v1", 1);
  static final List<Workload> NOTIFIER = pods("notifier", "v1", 1);
  static final List<Workload> CATALOGUE = pods("catalogue", "v1", 2);
  static final List<Workload> REPORTS = pods("reports", "v1", 1);

  private DemoTopology() {}

  static Workload pick(List<Workload> pods, SplittableRandom random) {
    return pods.get(random.nextInt(pods.size()));
  }

  private static List<Workload> pods(String app, String version, int replicas) {
    List<Workload> pods = new ArrayList<>(replicas);
    for (int i = 0; i < replicas; i++) {
      pods.add(Workload.of(app, version, i));
    }
    return List.copyOf(pods);
  }
}
