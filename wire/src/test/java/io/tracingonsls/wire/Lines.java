// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;

/** Compares lists of lines and shows only those that differ. */
final class Lines {
  private Lines() {}

  static void assertEqual(List<String> ours, List<String> theirs) {
    List<String> surplus = new ArrayList<>(ours);
    List<String> absent = new ArrayList<>(theirs);
    theirs.forEach(surplus::remove);
    ours.forEach(absent::remove);
    if (!surplus.isEmpty() || !absent.isEmpty()) {
      fail("OURS\n%s\nTHEIRS\n%s", String.join("\n", surplus), String.join("\n", absent));
    }
  }
}
