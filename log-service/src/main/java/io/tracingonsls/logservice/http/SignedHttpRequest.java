// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.sign.QueryParameter;
import io.tracingonsls.logservice.sign.SignedRequest;
import io.tracingonsls.server.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows a request to the authenticator. */
record SignedHttpRequest(HttpRequest request) implements SignedRequest {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String rawPath() {
    return request.path();
  }

  @Override
  public String path() {
    String raw = request.path();
    return raw.indexOf('%') < 0
        ? raw
        : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public List<QueryParameter> query() {
    List<QueryParameter> parameters = new ArrayList<>();
    request.query().forEach((name, value) -> parameters.add(new QueryParameter(name, value)));
    return parameters;
  }

  @Override
  public Collection<String> headerNames() {
    Set<String> names = new TreeSet<>();
    request.headers().forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  @Override
  public @Nullable String header(String lowerCaseName) {
    return request.header(lowerCaseName);
  }

  @Override
  public ByteBuffer body() {
    return request.body();
  }
}
