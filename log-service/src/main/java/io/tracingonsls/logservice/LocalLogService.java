// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.engine.LogEngine;
import io.tracingonsls.logservice.http.FrontExecutors;
import io.tracingonsls.logservice.http.ProtocolFront;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.logservice.sign.AccessKeyFiles;
import io.tracingonsls.logservice.sign.RequestAuthenticator;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.http.RequestObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running local Log Service. Everything is below the data folder: the key pair, {@code catalog/} with a file per project, {@code logs/}
 * with the engine's data. Close it to let running calls end and to release the folder; a process that is killed loses nothing that was
 * acknowledged, as far as the durability mode says.
 */
public final class LocalLogService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalLogService.class);

  private final LocalLogServiceSettings settings;
  private final List<AccessKey> keys;
  private final ServiceParts parts;
  private final HttpServer server;

  private LocalLogService(
      LocalLogServiceSettings settings,
      List<AccessKey> keys,
      ServiceParts parts,
      HttpServer server) {
    this.settings = settings;
    this.keys = keys;
    this.parts = parts;
    this.server = server;
  }

  /** Opens the data folder, replays what was not sealed, and starts to listen. */
  public static LocalLogService start(LocalLogServiceSettings settings) throws IOException {
    Path dataDir = settings.dataDir();
    List<AccessKey> keys = settings.accessKeys().isEmpty()
        ? List.of(AccessKeyFiles.loadOrCreate(dataDir))
        : settings.accessKeys();
    ServiceParts parts = new ServiceParts(settings.drain());
    try {
      LogEngine engine = parts.add(ServiceEngines.logs(dataDir.resolve("logs"), settings));
      FrontExecutors executors =
          parts.add(new FrontExecutors(settings.writeThreads(), settings.queryThreads()));
      Catalog catalog =
          new Catalog(dataDir.resolve("catalog"), settings.adminLimits(), settings.clock());
      LogService service = new LogService(
          catalog, engine, settings.maxDiskBytesPerLogstore(), settings.indexAppliesToAll());
      service.start();
      HttpServer server = parts.addServer(
          front(settings, keys, service, executors, observer(settings, service, parts))
              .start());
      log.info("Log Service on {} with data in {}", server.boundAddress(), dataDir);
      return new LocalLogService(settings, keys, parts, server);
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static RequestObserver observer(
      LocalLogServiceSettings settings, LogService service, ServiceParts parts) {
    PrometheusRegistry registry = settings.metrics();
    return registry == null
        ? RequestObserver.NONE
        : parts.add(new ServiceMetrics(registry, service));
  }

  private static HttpServer front(
      LocalLogServiceSettings settings,
      List<AccessKey> keys,
      LogService service,
      FrontExecutors executors,
      RequestObserver observer) {
    ProtocolFront.Parts parts = new ProtocolFront.Parts(
        service,
        ServiceEngines.queries(settings),
        executors,
        settings.endpoints(),
        settings.region(),
        settings.authentication() ? new RequestAuthenticator(keys, settings.clock()) : null,
        settings.quotas(),
        settings.timeWindow(),
        settings.faults(),
        settings.clock());
    return HttpServer.builder("log-service", settings.listen(), ProtocolFront.router(parts))
        .limits(ProtocolFront.limits(settings.inFlightBytes()))
        .observer(observer)
        .clock(settings.clock())
        .build();
  }

  /** The address really bound. */
  public HostPort address() {
    return server.boundAddress();
  }

  /** The URL that clients connect to instead of the endpoint. */
  public String target() {
    String host = settings.listen().host();
    boolean anywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    return "http://" + new HostPort(anywhere ? "127.0.0.1" : host, server.port());
  }

  /** The endpoint host name clients use. */
  public String endpoint() {
    return settings.endpoints().get(0);
  }

  /** A key that is accepted. */
  public AccessKey accessKey() {
    return keys.get(0);
  }

  /** Stops listening, lets calls end, releases the folder. Idempotent. */
  @Override
  public void close() {
    parts.close();
  }
}
