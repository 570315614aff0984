// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what a user may have meant: edit distance by dynamic programming (Wagner and Fischer). */
final class NearestName {
  private NearestName() {}

  /** The closest candidate if it differs in at most a third of its letters, else null. */
  static @Nullable String of(String wanted, Collection<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best != null && bestDistance <= Math.max(2, best.length() / 3) ? best : null;
  }

  private static int distance(String a, String b) {
    if (a.length() > 200) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
