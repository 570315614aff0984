// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random {@code asc}/{@code desc} and place of nulls; left out, it is ascending and nulls come last. */
record Order(String sql, boolean descending, boolean nullsFirst) {

  static Order random(Random random) {
    String direction = List.of("", " asc", " desc").get(random.nextInt(3));
    String nulls = List.of("", " nulls first", " nulls last").get(random.nextInt(3));
    return new Order(direction + nulls, direction.equals(" desc"), nulls.equals(" nulls first"));
  }

  int compare(@Nullable Object a, @Nullable Object b) {
    return Naive.compare(a, b, descending, nullsFirst);
  }
}
