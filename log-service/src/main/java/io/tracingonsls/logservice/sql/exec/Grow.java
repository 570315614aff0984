// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays that grow with the number of groups. */
final class Grow {
  private Grow() {}

  private static int capacity(int length, int wanted) {
    return Math.max(wanted, length + (length >> 1) + 16);
  }

  static long[] to(long[] array, int wanted) {
    return wanted <= array.length ? array : Arrays.copyOf(array, capacity(array.length, wanted));
  }

  static double[] to(double[] array, int wanted) {
    return wanted <= array.length ? array : Arrays.copyOf(array, capacity(array.length, wanted));
  }

  static boolean[] to(boolean[] array, int wanted) {
    return wanted <= array.length ? array : Arrays.copyOf(array, capacity(array.length, wanted));
  }

  static <T> @Nullable T[] to(@Nullable T[] array, int wanted) {
    return wanted <= array.length ? array : Arrays.copyOf(array, capacity(array.length, wanted));
  }
}
