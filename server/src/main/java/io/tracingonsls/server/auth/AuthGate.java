// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpGate;
import io.tracingonsls.server.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only requests whose Authorization header the authenticator likes, or that a trusted proxy vouches for; the others get 401 before
 * their body is read.
 */
public final class AuthGate implements HttpGate {
  private static final String REQUIRED = "authentication required";

  private final @Nullable Authenticator authenticator;
  private final @Nullable TrustedProxy proxy;

  /** A gate that asks this authenticator. */
  public AuthGate(Authenticator authenticator) {
    this(authenticator, null);
  }

  /** A gate that believes either of the two; with neither nobody gets in. */
  public AuthGate(@Nullable Authenticator authenticator, @Nullable TrustedProxy proxy) {
    this.authenticator = authenticator;
    this.proxy = proxy;
  }

  @Override
  public CompletionStage<Void> admit(HttpRequest head) {
    TrustedProxy front = proxy;
    if (front != null && front.vouches(head.remoteAddress(), head.headers().all(front.header()))) {
      return CompletableFuture.completedStage(null);
    }
    Authenticator asked = authenticator;
    if (asked == null) {
      return CompletableFuture.failedStage(new HttpException(401, REQUIRED));
    }
    List<String> headers = head.headers().all("Authorization");
    CompletionStage<Boolean> good =
        headers.size() == 1 ? asked.verify(headers.get(0)) : asked.verify(null);
    return good.thenCompose(ok -> ok
        ? CompletableFuture.<Void>completedStage(null)
        : CompletableFuture.<Void>failedStage(refusal(asked)));
  }

  private static HttpException refusal(Authenticator asked) {
    return new HttpException(
        401, REQUIRED, Headers.of("WWW-Authenticate", asked.challenge()), null);
  }
}
