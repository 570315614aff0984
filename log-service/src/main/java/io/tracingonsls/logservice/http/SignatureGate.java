// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.sign.RequestAuthenticator;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpGate;
import io.tracingonsls.server.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lets a request in when its head carries the API version and is signed; its body is checked once it has been read. */
final class SignatureGate implements HttpGate {
  private static final Set<String> VERSIONS = Set.of("0.6.0", "0.4.0");
  private static final CompletionStage<Void> ADMITTED = CompletableFuture.completedStage(null);

  private final @Nullable RequestAuthenticator authenticator;

  /** Takes null to let unsigned requests in. */
  SignatureGate(@Nullable RequestAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public CompletionStage<Void> admit(HttpRequest head) {
    try {
      checkVersion(head.header("x-log-apiversion"));
      if (authenticator != null) {
        authenticator.authenticateHead(new SignedHttpRequest(head));
      }
      return ADMITTED;
    } catch (ServiceException e) {
      return CompletableFuture.failedStage(new HttpException(e.code().status(), e.text(), e));
    }
  }

  /** Completes the check with the body; costs a hash over it. */
  void checkBody(HttpRequest request) {
    if (authenticator != null) {
      authenticator.checkBody(new SignedHttpRequest(request));
    }
  }

  private static void checkVersion(@Nullable String version) {
    if (version == null) {
      throw new ServiceException(
          ErrorCode.MISSING_API_VERSION, "x-log-apiversion: header is missing (expected: 0.6.0)");
    }
    if (!VERSIONS.contains(version)) {
      throw new ServiceException(
          ErrorCode.INVALID_API_VERSION, "x-log-apiversion: unknown version (expected: 0.6.0)");
    }
  }
}
