// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.query.render.V3Json;
import io.tracingonsls.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** How errors look in a part of the URL space. All are labelled as plain text, which is what Jaeger's clients have always got. */
enum Dialect {
  LEGACY {
    @Override
    byte[] error(int status, String message) {
      return LegacyEnvelope.error(status, message);
    }
  },
  V3 {
    @Override
    byte[] error(int status, String message) {
      return V3Json.error(status, message);
    }

    /** Jaeger's UI shows nothing of these errors but the status line. */
    @Override
    HttpResponse render(int status, String message) {
      return super.render(status, message).withReason(message);
    }
  },
  PLAIN {
    @Override
    byte[] error(int status, String message) {
      return (message + "\n").getBytes(StandardCharsets.UTF_8);
    }
  };

  private static final String TEXT = "text/plain; charset=utf-8";

  abstract byte[] error(int status, String message);

  HttpResponse render(int status, String message) {
    return message.isEmpty()
        ? HttpResponse.empty(status)
        : HttpResponse.bytes(status, TEXT, error(status, message));
  }

  /** The dialect of a path without its base path. */
  static Dialect of(String path) {
    if (path.startsWith("/api/v3/")) {
      return V3;
    }
    return path.startsWith("/api/") || path.equals("/api") ? LEGACY : PLAIN;
  }
}
