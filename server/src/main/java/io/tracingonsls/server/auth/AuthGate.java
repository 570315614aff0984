// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpGate;
import io.tracingonsls.server.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets in only requests whose Authorization header the authenticator likes; the others get 401 before their body is read. */
public final class AuthGate implements HttpGate {
  private final Authenticator authenticator;

  /** A gate that asks this authenticator. */
  public AuthGate(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public CompletionStage<Void> admit(HttpRequest head) {
    List<String> headers = head.headers().all("Authorization");
    CompletionStage<Boolean> good =
        headers.size() == 1 ? authenticator.verify(headers.get(0)) : authenticator.verify(null);
    return good.thenCompose(ok -> ok
        ? CompletableFuture.<Void>completedStage(null)
        : CompletableFuture.<Void>failedStage(refusal()));
  }

  private HttpException refusal() {
    return new HttpException(
        401,
        "authentication required",
        Headers.of("WWW-Authenticate", authenticator.challenge()),
        null);
  }
}
