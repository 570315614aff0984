// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.BlockingHandler;
import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The web UI: its files, and the page for every path that is not an API's, because the page routes in the browser. */
final class UiRoutes {
  private final String base;
  private final UiFiles files;
  private final IndexSource index;
  private final Executor executor;

  UiRoutes(String base, UiFiles files, IndexSource index, Executor executor) {
    this.base = base;
    this.files = files;
    this.index = index;
    this.executor = executor;
  }

  void addTo(Router.Builder router) {
    router.get(base + "/static/{file...}", blocking(this::asset));
    router.fallback(blocking(this::page));
  }

  private HttpHandler blocking(BlockingHandler.Blocking handler) {
    return new BlockingHandler(executor, handler);
  }

  private HttpResponse asset(HttpRequest request) throws IOException {
    UiFile file = files.read("static/" + request.pathParameter("file"));
    if (file == null) {
      throw new HttpException(404, "404 page not found");
    }
    return file(request, file, "public, max-age=31536000, immutable");
  }

  private HttpResponse page(HttpRequest request) throws IOException {
    String path = request.path();
    if (!base.isEmpty() && !path.equals(base) && !path.startsWith(base + "/")) {
      return outside(path);
    }
    String below = path.substring(base.length());
    if (below.equals("/api")
        || below.startsWith("/api/")
        || below.startsWith("/static/")
        || below.startsWith("//")) {
      throw new HttpException(404, "404 page not found");
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw new HttpException(405, "", Headers.of("Allow", "GET, HEAD"), null);
    }
    if (below.isEmpty() && !base.isEmpty()) {
      return HttpResponse.empty(301).withHeader("Location", base + "/");
    }
    UiFile rootFile = rootFile(below);
    return rootFile == null ? index(request) : file(request, rootFile, "no-cache");
  }

  private HttpResponse outside(String path) {
    if (path.equals("/")) {
      return HttpResponse.empty(302).withHeader("Location", base + "/");
    }
    throw new HttpException(404, "404 page not found");
  }

  /** Files such as /favicon.ico: one plain segment with an extension. */
  private @Nullable UiFile rootFile(String below) throws IOException {
    String name = below.substring(1);
    return name.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+") && !name.equals("index.html")
        ? files.read(name)
        : null;
  }

  private HttpResponse index(HttpRequest request) {
    IndexSource.Page page = index.page();
    return file(request, page.file(), "no-cache")
        .withHeader("Content-Security-Policy", page.contentSecurityPolicy());
  }

  private static HttpResponse file(HttpRequest request, UiFile file, String caching) {
    return content(request, file)
        .withHeader("ETag", file.tag())
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Cache-Control", caching);
  }

  private static HttpResponse content(HttpRequest request, UiFile file) {
    String known = request.header("If-None-Match");
    if (known != null && known.contains(file.tag())) {
      return HttpResponse.empty(304);
    }
    ByteRange range = range(request, file);
    if (range == null) {
      HttpResponse whole = HttpResponse.bytes(200, file.contentType(), file.bytes());
      return MediaTypes.compresses(file.contentType()) ? whole.compressible() : whole;
    }
    int length = file.bytes().length;
    if (range.isEmpty()) {
      return HttpResponse.empty(416).withHeader("Content-Range", "bytes */" + length);
    }
    byte[] part = Arrays.copyOfRange(file.bytes(), range.from(), range.to());
    return HttpResponse.bytes(206, file.contentType(), part)
        .withHeader(
            "Content-Range", "bytes " + range.from() + "-" + (range.to() - 1) + "/" + length);
  }

  /** A range counts for GET only, and with If-Range only while the file is the one that the client has a part of. */
  private static @Nullable ByteRange range(HttpRequest request, UiFile file) {
    String unchanged = request.header("If-Range");
    boolean counts =
        request.method().equals("GET") && (unchanged == null || unchanged.equals(file.tag()));
    return counts ? ByteRange.of(request.header("Range"), file.bytes().length) : null;
  }
}
