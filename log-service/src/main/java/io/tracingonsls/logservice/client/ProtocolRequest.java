// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

import io.tracingonsls.logservice.sign.QueryParameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request before it is signed.
 *
 * @param project project whose host is called; empty for the endpoint itself
 * @param path decoded path
 * @param headers by lower-case name, without those that signing adds
 * @param body owned by the request from here on
 */
@SuppressWarnings("ArrayRecordComponent") // requests are sent, never compared
public record ProtocolRequest(
    String method,
    String project,
    String path,
    List<QueryParameter> query,
    SortedMap<String, String> headers,
    byte[] body) {
  public ProtocolRequest {
    query = List.copyOf(query);
    headers = Collections.unmodifiableSortedMap(headers);
  }

  /** A request without query, headers and body. */
  public static ProtocolRequest of(String method, String project, String path) {
    return new ProtocolRequest(method, project, path, List.of(), new TreeMap<>(), new byte[0]);
  }

  /** The same with one more query parameter. */
  public ProtocolRequest query(String name, String value) {
    List<QueryParameter> more = new ArrayList<>(query);
    more.add(new QueryParameter(name, value));
    return new ProtocolRequest(method, project, path, more, headers, body);
  }

  /** The same with one more header; the name in lower case. */
  public ProtocolRequest header(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new ProtocolRequest(method, project, path, query, more, body);
  }

  /** The same with a JSON body. */
  public ProtocolRequest json(String json) {
    return header("content-type", "application/json").body(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a body of any type. */
  public ProtocolRequest body(byte[] bytes) {
    return new ProtocolRequest(method, project, path, query, headers, bytes);
  }
}
