// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random JSON object with few members, one of which may be given by a dotted name, by nesting, or by both. */
final class RandomJson {
  private final List<String> members = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  private record Leaf(String path, int depth, String value) {}

  RandomJson(Random random) {
    if (random.nextInt(3) > 0) {
      String user = scalar(random);
      add("\"user\":" + user, "user", 1, user);
    }
    if (random.nextInt(3) > 0) {
      String number = random.nextInt(5) == 0 ? scalar(random) : "" + (random.nextInt(9) - 2);
      add("\"n\":" + number, "n", 1, number);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      String value = scalar(random);
      boolean nested = random.nextBoolean();
      add(
          nested ? "\"a\":{\"b\":" + value + "}" : "\"a.b\":" + value,
          "a.b",
          nested ? 2 : 1,
          value);
    }
    if (random.nextInt(6) == 0) {
      members.add("\"none\":null");
    }
  }

  private void add(String member, String path, int depth, String value) {
    members.add(member);
    boolean text = value.startsWith("\"");
    leaves.add(new Leaf(path, depth, text ? value.substring(1, value.length() - 1) : value));
  }

  private static String scalar(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(5));
      case 1 -> Boolean.toString(random.nextBoolean());
      default -> '"' + RandomTerms.TEXTS.get(random.nextInt(RandomTerms.TEXTS.size())) + '"';
    };
  }

  String text() {
    return "{" + String.join(",", members) + "}";
  }

  /** The last value given for the path within the depth; negative for any depth. */
  @Nullable
  String leaf(String path, int maxDepth) {
    String last = null;
    for (Leaf leaf : leaves) {
      if (leaf.path().equals(path) && (maxDepth < 0 || leaf.depth() <= maxDepth)) {
        last = leaf.value();
      }
    }
    return last;
  }
}
