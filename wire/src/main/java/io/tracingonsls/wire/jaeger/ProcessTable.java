// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the processes of a trace in order of first use. Equal resources share a number; those that are one object are recognized
 * without comparing their tags.
 */
final class ProcessTable {
  private record NamedTags(String serviceName, Attributes tags) {}

  private final IdentityHashMap<Resource, String> known = new IdentityHashMap<>();
  private final Map<NamedTags, String> keys = new HashMap<>();
  private final List<Resource> inOrder = new ArrayList<>();

  String keyOf(Resource resource) {
    return known.computeIfAbsent(resource, this::keyOfEqual);
  }

  private String keyOfEqual(Resource resource) {
    NamedTags process =
        new NamedTags(JaegerView.serviceName(resource), JaegerView.processTags(resource));
    return keys.computeIfAbsent(process, absent -> {
      inOrder.add(resource);
      return "p" + inOrder.size();
    });
  }

  List<Resource> inOrder() {
    return inOrder;
  }
}
