// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.admin.ObjectKind;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.query.QueryEngine;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.logservice.sign.RequestAuthenticator;
import io.tracingonsls.server.http.HttpLimits;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the calls of the protocol together. */
public final class ProtocolFront {
  private ProtocolFront() {}

  /**
   * What the front needs from its surroundings.
   *
   * @param endpoints host names of the service, the first one is shown to clients
   * @param authenticator null to let unsigned requests in
   * @param faults null outside of tests
   */
  public record Parts(
      LogService service,
      QueryEngine queries,
      FrontExecutors executors,
      List<String> endpoints,
      String region,
      @Nullable RequestAuthenticator authenticator,
      QuotaSettings quotas,
      TimeWindow window,
      @Nullable Faults faults,
      Clock clock) {}

  /** The limits of the HTTP server that carries the front, for the given memory that request bodies may take together. */
  public static HttpLimits limits(long inFlightBytes) {
    return HttpLimits.defaults()
        .withBodyBytes(WriteLimits.MAX_WIRE_BYTES, WriteLimits.MAX_WIRE_BYTES)
        .withInFlightBytes(inFlightBytes);
  }

  /** The router with all calls. */
  public static Router router(Parts parts) {
    SignatureGate gate = new SignatureGate(parts.authenticator());
    Router.Builder router =
        Router.builder().errors(new ErrorAnswers(parts.clock())).gate(gate);
    Faults faults = parts.faults();
    if (faults != null) {
      router.filter(new FaultFilter(faults, parts.executors().scheduler()));
    }
    router.filter(new StampFilter(parts.clock()));
    addCalls(new ApiRoutes(router, new HostProjects(parts.endpoints()), gate), parts);
    return router.build();
  }

  private static void addCalls(ApiRoutes routes, Parts parts) {
    LogService service = parts.service();
    FrontExecutors executors = parts.executors();
    Quotas quotas = new Quotas(parts.quotas(), System::nanoTime);
    Faults faults = parts.faults();
    Appender appender =
        faults == null ? Appender.direct() : Appender.delayedBy(faults, executors.scheduler());
    LogstoreApi logstores = new LogstoreApi(service);
    SearchApi search = new SearchApi(service, parts.queries(), quotas, faults);
    new ProjectApi(service, parts.region(), parts.endpoints().get(0))
        .addTo(routes, executors.admin());
    logstores.addTo(routes, executors.admin());
    new ShardApi(service).addTo(routes, executors.admin());
    for (ObjectKind kind : ObjectKind.values()) {
      new ObjectApi(service.catalog(), kind).addTo(routes, executors.admin());
    }
    new ChartApi(service.catalog()).addTo(routes, executors.admin());
    new WriteApi(service, appender, quotas, parts.window(), parts.clock())
        .addTo(routes, executors.write());
    search.addTo(routes, executors.query());
    new PullApi(service, quotas).addTo(routes, executors.query());
    routes.add(
        "GET", "/logstores/{logstore}", executors.query(), call -> byType(call, logstores, search));
    routes.add(
        "GET",
        "/logstores/{logstore}/index",
        executors.query(),
        call -> indexByType(call, logstores, search));
  }

  /** Several calls share a path and differ by the parameter {@code type}. */
  private static HttpResponse byType(ApiCall call, LogstoreApi logstores, SearchApi search) {
    String type = call.parameter("type");
    return switch (type) {
      case "" -> logstores.get(call);
      case "log" -> search.getLogsByUrl(call);
      case "histogram" -> search.histograms(call);
      case "context_log" -> search.context(call);
      default ->
        throw new ServiceException(
            ErrorCode.NOT_SUPPORTED,
            "type: not supported (expected: log, histogram or context_log)");
    };
  }

  private static HttpResponse indexByType(ApiCall call, LogstoreApi logstores, SearchApi search) {
    return call.parameter("type").equals("histogram")
        ? search.histograms(call)
        : logstores.getIndex(call);
  }
}
