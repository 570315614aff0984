// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A visitor writes a review, which goes through a queue: the consumer's span follows from the producer's in the same trace, and a digest
 * trace of its own follows from it as well.
 */
final class ReviewPosted {
  private static final String TOPIC = "reviews-posted";

  private final SplittableRandom random;

  ReviewPosted(SplittableRandom random) {
    this.random = random;
  }

  List<SpanBatch> draw(long startMicros) {
    DrawnTrace trace = new DrawnTrace(random);
    String requestId = RequestIds.next(random);
    Workload gateway = DemoTopology.pick(DemoTopology.GATEWAY, random);
    Workload reviews = DemoTopology.pick(DemoTopology.REVIEWS_V3, random);
    OpenSpan edge = trace.root(
        gateway, "reviews.default.svc.cluster.local:9080/reviews", SpanKind.SERVER, startMicros);
    MeshCall.tagProxy(edge, gateway, "POST", "shop.example.com", "/reviews", requestId);
    edge.spend(400);
    MeshCall post = MeshCall.begin(edge, reviews, "POST", "/reviews", requestId);
    OpenSpan send = message(post.server().child(reviews, TOPIC + " send", SpanKind.PRODUCER));
    send.spend(900);
    SpanId sent = send.id();
    process(send);
    send.close();
    post.server().spend(1_000);
    post.end(202);
    MeshCall.finishProxy(edge, 202, "-");
    edge.close();
    return List.of(trace.batch(), digest(startMicros + 3_000_000, trace.traceId(), sent));
  }

  private void process(OpenSpan send) {
    Workload notifier = DemoTopology.pick(DemoTopology.NOTIFIER, random);
    long delayMicros = 20_000 + random.nextLong(400_000);
    OpenSpan process =
        message(send.follower(notifier, TOPIC + " process", SpanKind.CONSUMER, delayMicros));
    process.tag("messaging.delay_ms", delayMicros / 1000).spend(4_000);
    OpenSpan mail = process.child(notifier, "send mail", SpanKind.CLIENT);
    mail.tag("peer.service", "smtp").spend(35_000);
    if (random.nextInt(15) == 0) {
      mail.fail("SMTPError", "451 try again later");
    }
    mail.close();
    process.closeDetached();
  }

  private SpanBatch digest(long startMicros, TraceId cause, SpanId causeSpan) {
    DrawnTrace trace = new DrawnTrace(random);
    Workload notifier = DemoTopology.pick(DemoTopology.NOTIFIER, random);
    OpenSpan digest = trace.root(notifier, "digest", SpanKind.INTERNAL, startMicros);
    digest.followsFrom(cause, causeSpan).spend(2_000);
    OpenSpan save = digest.child(notifier, "INSERT digest", SpanKind.CLIENT);
    save.tag("db.type", "sql").tag("db.instance", "notifier").spend(1_500);
    save.close();
    digest.close();
    return trace.batch();
  }

  private static OpenSpan message(OpenSpan span) {
    return span.tag("messaging.system", "kafka").tag("messaging.destination", TOPIC);
  }
}
