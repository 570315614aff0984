// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Service names as metric labels: lower case, anything but letters, digits, dot and hyphen as underscore, and at most
 * 4000 different ones, so that hostile names cannot grow the metrics. Thread-safe.
 */
final class ServiceLabels {
  static final String OTHERS = "other-services";
  static final String UNKNOWN = "__unknown";
  private static final int MAX_NAMES = 4000;
  private static final int MAX_LENGTH = 200;

  private final Map<String, String> labels = new ConcurrentHashMap<>();

  String of(String service) {
    if (service.isEmpty()) {
      return UNKNOWN;
    }
    String known = labels.get(service);
    if (known != null) {
      return known;
    }
    if (labels.size() >= MAX_NAMES || service.length() > MAX_LENGTH) {
      return OTHERS;
    }
    String label = normalized(service);
    labels.put(service, label);
    return label;
  }

  int size() {
    return labels.size();
  }

  private static String normalized(String service) {
    StringBuilder out = new StringBuilder(service.length());
    for (int i = 0; i < service.length(); i++) {
      char c = Character.toLowerCase(service.charAt(i));
      boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      out.append(kept ? c : '_');
    }
    return out.toString();
  }
}
