// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One complete request. Immutable but for the attributes, which belong to the thread that handles the request; the body
 * array is shared and must not be changed.
 */
public final class HttpRequest {
  private final String method;
  private final String target;
  private final String host;
  private final String path;
  private final String rawQuery;
  private final Headers headers;
  private final byte[] body;
  private final Exchange exchange;

  HttpRequest(
      RequestTarget target, String method, Headers headers, byte[] body, Exchange exchange) {
    this(
        method,
        target.raw(),
        target.host(),
        target.path(),
        target.rawQuery(),
        headers,
        body,
        exchange);
  }

  private HttpRequest(
      String method,
      String target,
      String host,
      String path,
      String rawQuery,
      Headers headers,
      byte[] body,
      Exchange exchange) {
    this.method = method;
    this.target = target;
    this.host = host;
    this.path = path;
    this.rawQuery = rawQuery;
    this.headers = headers;
    this.body = body;
    this.exchange = exchange;
  }

  /** A request that came from no connection, for calling handlers directly. */
  public static HttpRequest of(String method, String target, Headers headers, byte[] body) {
    String hostHeader = headers.first("Host");
    RequestTarget parsed = RequestTarget.parse(target, hostHeader == null ? "" : hostHeader);
    return new HttpRequest(
        parsed, method, headers, body, new Exchange(null, false, InFlightBytes.unlimited()));
  }

  /** The method as sent, upper case by convention. */
  public String method() {
    return method;
  }

  /** The request target exactly as sent, origin-form or absolute-form. */
  public String target() {
    return target;
  }

  /** The path as sent, not decoded, always starting with '/' (or {@code *}). */
  public String path() {
    return path;
  }

  /** The text after the first question mark as sent, or empty. */
  public String rawQuery() {
    return rawQuery;
  }

  /** The host with its port as sent in an absolute-form target or else the Host header; may be empty. */
  public String host() {
    return host;
  }

  /** A decoded path parameter of the matched route. */
  public String pathParameter(String name) {
    String value = exchange.pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "path parameter: " + name + " (expected: one of the route's)");
    }
    return value;
  }

  /** The decoded query parameters. */
  public QueryParameters query() {
    QueryParameters parsed = exchange.query;
    if (parsed == null) {
      parsed = QueryParameters.parse(rawQuery);
      exchange.query = parsed;
    }
    return parsed;
  }

  /** All headers. */
  public Headers headers() {
    return headers;
  }

  /** The first header of that name or null. */
  public @Nullable String header(String name) {
    return headers.first(name);
  }

  /** The media type of the body in lower case without its parameters; empty when the header is absent. */
  public String mediaType() {
    String value = headers.first("Content-Type");
    if (value == null) {
      return "";
    }
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The body, to be read only. Backed by {@link #bodyBytes()}, so that decoders need no copy of it. */
  public ByteBuffer body() {
    return ByteBuffer.wrap(body);
  }

  /** The body's array, not a copy: do not change it. */
  public byte[] bodyBytes() {
    return body;
  }

  /** The peer's address, or null without a connection. */
  public @Nullable SocketAddress remoteAddress() {
    return exchange.remoteAddress;
  }

  /** Whether the request came over TLS. */
  public boolean isSecure() {
    return exchange.secure;
  }

  /** The template of the matched route, or {@code "unmatched"}. */
  public String routeTemplate() {
    return exchange.routeTemplate;
  }

  /** Whether the client has gone, so that work for it can stop. */
  public boolean isAbandoned() {
    return exchange.abandoned();
  }

  /** Runs the action once the client goes away before it is answered; at once when it already has. Any thread. */
  public void onAbandoned(Runnable action) {
    exchange.onAbandoned(action);
  }

  /** A value left by a filter or gate, or null. */
  public <T> @Nullable T attribute(Class<T> type) {
    Map<Class<?>, Object> attributes = exchange.attributes;
    return attributes == null ? null : type.cast(attributes.get(type));
  }

  /** Leaves a value for later stages of this request. */
  public <T> void setAttribute(Class<T> type, T value) {
    Map<Class<?>, Object> attributes = exchange.attributes;
    if (attributes == null) {
      attributes = new HashMap<>();
      exchange.attributes = attributes;
    }
    attributes.put(type, value);
  }

  /** The same request with another body. */
  public HttpRequest withBody(byte[] newBody) {
    return new HttpRequest(method, target, host, path, rawQuery, headers, newBody, exchange);
  }

  /** The same request with other headers. */
  public HttpRequest withHeaders(Headers newHeaders) {
    return new HttpRequest(method, target, host, path, rawQuery, newHeaders, body, exchange);
  }

  Exchange exchange() {
    return exchange;
  }
}
