// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import java.util.List;
import java.util.SplittableRandom;

/** A visitor opens a product page: gateway, productpage, details beside reviews (three versions), ratings behind two of them. */
final class BookinfoVisit {
  private final SplittableRandom random;
  private final Weather weather;
  private final DrawnTrace trace;
  private final String requestId;

  BookinfoVisit(SplittableRandom random, Weather weather) {
    this.random = random;
    this.weather = weather;
    this.trace = new DrawnTrace(random);
    this.requestId = RequestIds.next(random);
  }

  SpanBatch draw(long startMicros) {
    Workload gateway = DemoTopology.pick(DemoTopology.GATEWAY, random);
    Workload page = DemoTopology.pick(DemoTopology.PRODUCTPAGE, random);
    OpenSpan edge = trace.root(
        gateway,
        "productpage.default.svc.cluster.local:9080/productpage",
        SpanKind.SERVER,
        startMicros);
    MeshCall.tagProxy(edge, gateway, "GET", "shop.example.com", "/productpage?u=normal", requestId);
    edge.tag("upstream_cluster", "outbound|9080||" + page.host()).spend(400);
    MeshCall visit = MeshCall.begin(edge, page, "GET", "/productpage", requestId);
    visit.server().spend(2_500);
    details(visit.server());
    boolean reviewed = reviews(visit.server());
    visit.server().event("render", "template", "productpage.html").spend(3_000);
    visit.end(200);
    edge.tag("reviews.shown", reviewed ? "yes" : "no");
    MeshCall.finishProxy(edge, 200, "-");
    edge.close();
    return trace.batch();
  }

  private void details(OpenSpan page) {
    Workload pod = DemoTopology.pick(DemoTopology.DETAILS, random);
    MeshCall call = MeshCall.begin(page, pod, "GET", "/details/" + random.nextInt(4), requestId);
    OpenSpan lookup = call.server().child(pod, "SELECT books", SpanKind.CLIENT);
    lookup
        .tag("db.type", "sql")
        .tag("db.instance", "shop")
        .tag("db.statement", "select * from books where id = ?")
        .spend(1_200);
    lookup.close();
    call.end(200);
  }

  private boolean reviews(OpenSpan page) {
    int attempts = random.nextInt(25) == 0 ? 2 : 1;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      Workload pod = reviewsPod();
      MeshCall call = MeshCall.begin(page, pod, "GET", "/reviews/" + random.nextInt(4), requestId);
      if (attempt < attempts) {
        call.server().event("refused", "reason", "pool exhausted").spend(400);
        call.end(503, "UF");
        page.event("retry", "attempt", Integer.toString(attempt + 1)).spend(8_000);
        continue;
      }
      call.server().spend(1_500);
      boolean rated = pod.version().equals("v1") || ratings(call.server());
      call.end(rated ? 200 : 500);
      return rated;
    }
    return false;
  }

  private Workload reviewsPod() {
    int choice = random.nextInt(10);
    List<Workload> pods = choice < 5
        ? DemoTopology.REVIEWS_V1
        : choice < 8 ? DemoTopology.REVIEWS_V2 : DemoTopology.REVIEWS_V3;
    return DemoTopology.pick(pods, random);
  }

  private boolean ratings(OpenSpan reviews) {
    Workload pod = DemoTopology.pick(DemoTopology.RATINGS, random);
    MeshCall call = MeshCall.begin(reviews, pod, "GET", "/ratings/" + random.nextInt(4), requestId);
    boolean verySlow = random.nextInt(200) == 0;
    call.server().spend(verySlow ? 2_500_000 : (long) (4_000 * weather.slowness()));
    boolean failed = random.nextDouble() < weather.ratingsErrorShare();
    if (failed) {
      call.server()
          .fail("java.sql.SQLTransientConnectionException", "pool: no connection within 250 ms");
    }
    call.end(failed ? 500 : 200, failed && random.nextBoolean() ? "UT" : "-");
    return !failed;
  }
}
