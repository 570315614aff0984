// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.TraceId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets the rows of one answer share equal resources, scopes and trace ids: parsed once, one object each. Not thread-safe. */
public final class SharedParts {
  private static final int MOST = 10_000;

  private final Map<Object, Resource> byText = new HashMap<>();
  private final Map<Resource, Resource> resources = new HashMap<>();
  private final Map<Scope, Scope> scopes = new HashMap<>();
  private String lastTraceText = "";
  private TraceId lastTraceId = TraceId.ZERO;

  /** The trace's id, parsed when the row before had another. */
  TraceId traceId(String text) {
    if (!text.equals(lastTraceText)) {
      lastTraceId = RowIds.traceId(text);
      lastTraceText = text;
    }
    return lastTraceId;
  }

  /** The resource of this text, parsed when it was not seen before. */
  Resource resource(Object text, Supplier<Resource> parser) {
    Resource known = byText.get(text);
    if (known == null) {
      known = share(parser.get());
      if (byText.size() < MOST) {
        byText.put(text, known);
      }
    }
    return known;
  }

  Resource share(Resource resource) {
    return resources.size() < MOST
        ? resources.computeIfAbsent(resource, same -> same)
        : resources.getOrDefault(resource, resource);
  }

  Scope share(Scope scope) {
    return scopes.size() < MOST
        ? scopes.computeIfAbsent(scope, same -> same)
        : scopes.getOrDefault(scope, scope);
  }
}
