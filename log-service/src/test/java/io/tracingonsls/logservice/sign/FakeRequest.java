// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request put together by hand. */
final class FakeRequest implements SignedRequest {
  private final String method;
  private final String path;
  private final List<QueryParameter> query = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] body = {};

  FakeRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  FakeRequest query(String name, String value) {
    query.add(new QueryParameter(name, value));
    return this;
  }

  FakeRequest with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  FakeRequest body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<QueryParameter> query() {
    return query;
  }

  @Override
  public Collection<String> headerNames() {
    return headers.keySet();
  }

  @Override
  public String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  @Override
  public ByteBuffer body() {
    return ByteBuffer.wrap(body);
  }
}
