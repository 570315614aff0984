// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.storage.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the bearer token out of a request, to be handed to the storage. It lets nobody in and keeps nobody out. A header is {@code Bearer} and
 * the token, or the token alone.
 */
enum BearerTokens {
  /** No token reaches the storage. */
  IGNORED {
    @Override
    @Nullable
    Secret of(HttpRequest request) {
      return null;
    }
  },
  /** {@code Authorization} or, without that, {@code X-Forwarded-Access-Token}. */
  PROPAGATED {
    @Override
    @Nullable
    Secret of(HttpRequest request) {
      List<String> headers = request.headers().all("Authorization");
      if (headers.isEmpty()) {
        headers = request.headers().all("X-Forwarded-Access-Token");
      }
      return headers.isEmpty() ? null : token(headers.get(0));
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

  abstract @Nullable Secret of(HttpRequest request);

  static @Nullable Secret token(String header) {
    String[] words = header.split(" ", -1);
    if (words.length == 2) {
      return words[0].equals("Bearer") && !words[1].isEmpty() ? Secret.of(words[1]) : null;
    }
    if (words.length == 1) {
      return header.isEmpty() ? null : Secret.of(header);
    }
    LOG.warn("an authorization header of {} words is not passed on", words.length);
    return null;
  }
}
