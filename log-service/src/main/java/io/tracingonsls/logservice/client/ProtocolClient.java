// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.logservice.sign.QueryParameter;
import io.tracingonsls.logservice.sign.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sends signed requests, one connection each. Thread-safe. */
public final class ProtocolClient {
  private static final Duration FLAW_OFFSET = Duration.ofMinutes(20);

  private final HttpWire wire;
  private final String endpoint;
  private final AccessKey key;
  private final SignatureVersion version;
  private final String region;
  private final Clock clock;

  /**
   * A client of one endpoint.
   *
   * @param target {@code http://host:port} or {@code https://…} to connect to; null-like empty host is not allowed
   * @param endpoint host name below which projects are, used in Host and signature
   * @param region used by version 4
   */
  public ProtocolClient(
      URI target,
      String endpoint,
      AccessKey key,
      SignatureVersion version,
      String region,
      Clock clock,
      Duration timeout) {
    this.wire = new HttpWire(target, timeout);
    this.endpoint = endpoint;
    this.key = key;
    this.version = version;
    this.region = region;
    this.clock = clock;
  }

  /** The same client signing another way or with another key. */
  public ProtocolClient signing(
      AccessKey otherKey, SignatureVersion otherVersion, Clock otherClock) {
    return new ProtocolClient(wire, endpoint, otherKey, otherVersion, region, otherClock);
  }

  /** The same client with something wrong about its signature. */
  public ProtocolClient with(SignatureFlaw flaw) {
    return switch (flaw) {
      case NONE -> this;
      case UNSIGNED -> signing(key, SignatureVersion.NONE, clock);
      case WRONG_SECRET -> signing(flawed(key.id()), version, clock);
      case UNKNOWN_KEY -> signing(flawed("NoSuchKeyForProbes"), version, clock);
      case EARLY -> signing(key, version, Clock.offset(clock, FLAW_OFFSET));
      case LATE -> signing(key, version, Clock.offset(clock, FLAW_OFFSET.negated()));
    };
  }

  private AccessKey flawed(String id) {
    return new AccessKey(id, "not the secret", key.securityToken(), null);
  }

  private ProtocolClient(
      HttpWire wire,
      String endpoint,
      AccessKey key,
      SignatureVersion version,
      String region,
      Clock clock) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.key = key;
    this.version = version;
    this.region = region;
    this.clock = clock;
  }

  /** Signs and sends; an error answer is an answer like others. */
  public ProtocolAnswer send(ProtocolRequest request) throws IOException {
    String host = request.project().isEmpty() ? endpoint : request.project() + "." + endpoint;
    SortedMap<String, String> headers = new TreeMap<>(request.headers());
    headers.put("host", host);
    headers.putIfAbsent("x-log-apiversion", "0.6.0");
    headers.putIfAbsent("x-log-bodyrawsize", Integer.toString(request.body().length));
    RequestSigner signer = new RequestSigner(
        request.method(), request.path(), request.query(), headers, request.body());
    switch (version) {
      case V1 -> signer.signV1(key, clock.instant());
      case V4 -> signer.signV4(key, region, clock.instant());
      case NONE -> {}
    }
    return wire.send(request.method(), target(request), headers, request.body());
  }

  private static String target(ProtocolRequest request) {
    StringBuilder target = new StringBuilder(request.path().replace(" ", "%20"));
    List<QueryParameter> query = request.query();
    for (int i = 0; i < query.size(); i++) {
      target
          .append(i == 0 ? '?' : '&')
          .append(encoded(query.get(i).name()))
          .append('=')
          .append(encoded(query.get(i).value()));
    }
    return target.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
