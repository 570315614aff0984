// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.logservice.error.ServiceException;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShardMapTest {
  private static String zeros(String start) {
    return start + "0".repeat(32 - start.length());
  }

  private static HashKey key(String start) {
    return HashKey.parse(zeros(start));
  }

  @Test
  void even_dividesTheSpace() {
    assertThat(ShardMap.even(2, 0).shards())
        .extracting(s -> s.begin().hex(), s -> s.end().hex())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(zeros(""), zeros("8")),
            org.assertj.core.groups.Tuple.tuple(zeros("8"), "f".repeat(32)));
    for (int count = 1; count <= 10; count++) {
      assertCovers(ShardMap.even(count, 0));
    }
  }

  @Test
  void route_borders() {
    ShardMap map = ShardMap.even(2, 0);
    assertThat(map.route(key("")).id()).isZero();
    assertThat(map.route(HashKey.parse("7" + "f".repeat(31))).id()).isZero();
    assertThat(map.route(key("8")).id()).isEqualTo(1);
    assertThat(map.route(HashKey.parse("F".repeat(32))).id()).isEqualTo(1);
  }

  @Test
  void split_givesTwoWritableAndOneReadonly() {
    ShardMap map = ShardMap.even(2, 0).split(0, key("4"), 7);
    assertThat(map.shards())
        .extracting(Shard::status)
        .containsExactly("readonly", "readwrite", "readwrite", "readwrite");
    assertThat(map.route(key("3")).id()).isEqualTo(2);
    assertThat(map.route(key("4")).id()).isEqualTo(3);
    assertThat(map.shard(3).createSeconds()).isEqualTo(7);
    assertThat(ShardMap.even(1, 0).middle(0)).isEqualTo(key("8"));
    assertThat(ShardMap.even(2, 0).middle(0)).isEqualTo(key("4"));
  }

  @Test
  void split_refusesKeysOutsideAndReadonlyShards() {
    ShardMap map = ShardMap.even(2, 0);
    for (String start : List.of("", "8", "9")) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> map.split(0, key(start), 0));
    }
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> map.split(0, key("4"), 0).split(0, key("2"), 0));
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> map.shard(2))
        .satisfies(e -> assertThat(e.wireName()).isEqualTo("ShardNotExist"));
  }

  @Test
  void merge_joinsWithTheRightNeighbour() {
    ShardMap map = ShardMap.even(3, 0).merge(1, 9);
    assertThat(map.writable()).extracting(Shard::id).containsExactly(0, 3);
    assertCovers(map);
    assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> map.merge(3, 0));
  }

  @Test
  void randomSplitsAndMerges_keepCoveringTheSpace() {
    long seed = Long.getLong("tests.seed", 42L);
    Random random = new Random(seed);
    ShardMap map = ShardMap.even(3, 0);
    for (int step = 0; step < 200; step++) {
      List<Shard> writable = map.writable();
      int id = writable.get(random.nextInt(writable.size())).id();
      boolean last = map.shard(id).end().equals(HashKey.LAST);
      map = random.nextBoolean() || last ? map.split(id, map.middle(id), 0) : map.merge(id, 0);
      assertCovers(map);
    }
  }

  private static void assertCovers(ShardMap map) {
    List<Shard> writable =
        map.writable().stream().sorted(Comparator.comparing(Shard::begin)).toList();
    assertThat(writable.get(0).begin()).isEqualTo(HashKey.FIRST);
    for (int i = 1; i < writable.size(); i++) {
      assertThat(writable.get(i).begin()).isEqualTo(writable.get(i - 1).end());
    }
    assertThat(writable.get(writable.size() - 1).end()).isEqualTo(HashKey.LAST);
  }
}
