// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.function.TextFunctions.text;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parts of URLs; NULL for a text that is no URL. */
final class UrlFunctions {
  private UrlFunctions() {}

  static void register(Overloads f) {
    f.add("url_extract_host", VARCHAR, types(VARCHAR), a -> part(text(a, 0), URI::getHost));
    f.add("url_extract_path", VARCHAR, types(VARCHAR), a -> part(text(a, 0), URI::getPath));
    f.add("url_extract_query", VARCHAR, types(VARCHAR), a -> part(text(a, 0), URI::getQuery));
    f.add("url_extract_fragment", VARCHAR, types(VARCHAR), a -> part(text(a, 0), URI::getFragment));
    f.add("url_extract_protocol", VARCHAR, types(VARCHAR), a -> part(text(a, 0), URI::getScheme));
    f.add("url_extract_port", BIGINT, types(VARCHAR), a -> port(text(a, 0)));
    f.add(
        "url_extract_parameter",
        VARCHAR,
        types(VARCHAR, VARCHAR),
        a -> parameter(text(a, 0), text(a, 1)));
    f.add(
        "url_encode",
        VARCHAR,
        types(VARCHAR),
        a -> URLEncoder.encode(text(a, 0), StandardCharsets.UTF_8));
    f.add("url_decode", VARCHAR, types(VARCHAR), a -> decode(text(a, 0)));
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** A part that the URL does not have is an empty text. */
  private static @Nullable String part(String text, Function<URI, @Nullable String> part) {
    URI uri = parse(text);
    if (uri == null) {
      return null;
    }
    String found = part.apply(uri);
    return found == null ? "" : found;
  }

  private static @Nullable Object port(String text) {
    URI uri = parse(text);
    return uri == null || uri.getPort() < 0 ? null : (long) uri.getPort();
  }

  private static @Nullable Object parameter(String text, String name) {
    URI uri = parse(text);
    String query = uri == null ? null : uri.getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decode(key).equals(name)) {
        return equals < 0 ? "" : decode(pair.substring(equals + 1));
      }
    }
    return null;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid("url_decode: malformed escape in " + text);
    }
  }
}
