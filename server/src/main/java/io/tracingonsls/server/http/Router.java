// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler of a request by method and path. Immutable.
 *
 * <p>A template is made of literal segments (exact, case-sensitive, compared after decoding), {@code {name}} for one
 * segment that is not empty, and as its last segment {@code {name...}} for the rest of the path. Literals win over
 * parameters, parameters over the rest. A handler of GET also answers HEAD. A known path with another method gives 405
 * with an Allow header.
 */
public final class Router {
  private final RouteTree tree;
  private final @Nullable HttpHandler fallback;
  private final List<HttpGate> gates;
  private final List<HttpFilter> filters;
  private final ErrorRenderer errors;

  private Router(Builder builder) {
    this.tree = builder.tree.copy();
    this.fallback = builder.fallback;
    this.gates = List.copyOf(builder.gates);
    this.filters = List.copyOf(builder.filters);
    this.errors = builder.errors;
  }

  /** Starts a router without routes. */
  public static Builder builder() {
    return new Builder();
  }

  ErrorRenderer errors() {
    return errors;
  }

  /**
   * Matches a request.
   *
   * @throws HttpException 400 when the path cannot be decoded
   */
  RouteMatch match(HttpRequest head) {
    RouteMatch match = tree.match(head.method(), head.path());
    if (match == null || match.methodMissing()) {
      if (match != null || fallback == null) {
        return match == null
            ? RouteMatch.failing("unmatched", new HttpException(404, "404 page not found"))
            : match;
      }
      return RouteMatch.of("fallback", fallback);
    }
    return match;
  }

  /** Asks the gates one after the other. */
  CompletionStage<Void> admit(HttpRequest head) {
    CompletionStage<Void> admitted = CompletableFuture.completedStage(null);
    for (HttpGate gate : gates) {
      admitted = admitted.thenCompose(ignored -> gate.admit(head));
    }
    return admitted;
  }

  /** Whether there are gates at all. */
  boolean hasGates() {
    return !gates.isEmpty();
  }

  /** Runs the handler inside the filters. */
  CompletionStage<HttpResponse> handle(HttpRequest request, HttpHandler handler) {
    return handle(request, handler, 0);
  }

  private CompletionStage<HttpResponse> handle(
      HttpRequest request, HttpHandler handler, int filter) {
    if (filter == filters.size()) {
      return safely(request, handler);
    }
    return filters.get(filter).apply(request, next -> handle(next, handler, filter + 1));
  }

  /** Known errors become answers inside the filters, so that these see every answer of a handler. */
  private CompletionStage<HttpResponse> safely(HttpRequest request, HttpHandler handler) {
    CompletionStage<HttpResponse> answer;
    try {
      answer = handler.handle(request);
    } catch (HttpException e) {
      return CompletableFuture.completedStage(errors.render(e, request));
    }
    return filters.isEmpty()
        ? answer
        : answer.exceptionallyCompose(failure -> {
          HttpException known = HandlerFailure.known(failure);
          return known == null
              ? CompletableFuture.failedStage(failure)
              : CompletableFuture.completedStage(errors.render(known, request));
        });
  }

  /** Collects routes; not thread-safe. */
  public static final class Builder {
    private final RouteTree tree = new RouteTree();
    private final List<HttpGate> gates = new ArrayList<>();
    private final List<HttpFilter> filters = new ArrayList<>();
    private @Nullable HttpHandler fallback;
    private ErrorRenderer errors = ErrorRenderer.plainText();

    private Builder() {}

    /** Adds a route; a second one of the same method and path is an error. */
    public Builder route(String method, String template, HttpHandler handler) {
      tree.add(method, template, handler, 0);
      return this;
    }

    /** Adds a route with its own limit of the body as sent, replacing {@link HttpLimits#maxBodyBytes}. */
    public Builder route(String method, String template, HttpHandler handler, int maxBodyBytes) {
      tree.add(method, template, handler, maxBodyBytes);
      return this;
    }

    /** Adds a GET (and HEAD) route. */
    public Builder get(String template, HttpHandler handler) {
      return route("GET", template, handler);
    }

    /** Adds a POST route. */
    public Builder post(String template, HttpHandler handler) {
      return route("POST", template, handler);
    }

    /** Adds a PUT route. */
    public Builder put(String template, HttpHandler handler) {
      return route("PUT", template, handler);
    }

    /** Adds a DELETE route. */
    public Builder delete(String template, HttpHandler handler) {
      return route("DELETE", template, handler);
    }

    /** Answers all paths without a route, whatever the method; without it they give 404. */
    public Builder fallback(HttpHandler handler) {
      this.fallback = handler;
      return this;
    }

    /** Adds a check before bodies are read; gates run in the order added. */
    public Builder gate(HttpGate gate) {
      gates.add(gate);
      return this;
    }

    /** Adds a filter; the first added is the outermost. */
    public Builder filter(HttpFilter filter) {
      filters.add(filter);
      return this;
    }

    /** Sets how errors look; default is one line of text. */
    public Builder errors(ErrorRenderer renderer) {
      this.errors = renderer;
      return this;
    }

    /** Makes the router. */
    public Router build() {
      return new Router(this);
    }
  }
}
