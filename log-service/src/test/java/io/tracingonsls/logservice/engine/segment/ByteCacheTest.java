// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What stays and what goes. Entries weigh the same; the cache has room for {@value #ROOM}. */
final class ByteCacheTest {
  private static final int ROOM = 100;
  private static final int ENTRY_BYTES = 4096;
  private static final int OVERHEAD_BYTES = 200;

  private final ByteCache cache = new ByteCache((long) ROOM * (ENTRY_BYTES + OVERHEAD_BYTES));
  private int loads;

  private record Part(long heapBytes) implements ByteCache.Weighed {}

  private void want(int number) {
    want(1, number, ENTRY_BYTES);
  }

  private void want(long segment, int number, int size) {
    cache.get(new ByteCache.Key(segment, number % 7, number), Part.class, () -> {
      loads++;
      return new Part(size);
    });
  }

  /** Share of the entries {@code from} to {@code to - 1} that are found, each asked for once in order. */
  private double hits(int from, int to) {
    int before = loads;
    for (int number = from; number < to; number++) {
      want(number);
    }
    return 1 - (double) (loads - before) / (to - from);
  }

  @Test
  void whatFits_isLoadedOnce() {
    hits(0, ROOM);

    assertThat(hits(0, ROOM)).isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo((long) ROOM * (ENTRY_BYTES + OVERHEAD_BYTES));
  }

  @Test
  void repeatedScanOfMoreThanFits_findsWhatCanBeFound() {
    for (int round = 0; round < 3; round++) {
      hits(0, ROOM * 5 / 4);
    }

    assertThat(hits(0, ROOM * 5 / 4)).isEqualTo(0.8);
  }

  @Test
  void repeatedScanOfThreeTimesTheRoom_findsWhatCanBeFound() {
    for (int round = 0; round < 3; round++) {
      hits(0, ROOM * 3);
    }

    assertThat(hits(0, ROOM * 3)).isBetween(0.33, 0.34);
  }

  @Test
  void newWorkingSet_isThereWhenAskedForTheThirdTime() {
    for (int round = 0; round < 20; round++) {
      hits(0, ROOM);
    }

    hits(1000, 1000 + ROOM);
    hits(1000, 1000 + ROOM);

    assertThat(hits(1000, 1000 + ROOM)).isEqualTo(1);
  }

  @Test
  void smallNewWorkingSet_isThereWhenAskedForTheThirdTime() {
    for (int round = 0; round < 20; round++) {
      hits(0, ROOM * 2);
    }

    hits(1000, 1010);
    hits(1000, 1010);

    assertThat(hits(1000, 1010)).isEqualTo(1);
  }

  @Test
  void scanThatIsNotRepeated_leavesTheWorkingSet() {
    hits(0, ROOM);

    hits(10_000, 10_000 + 3 * ROOM);

    assertThat(hits(0, ROOM)).isEqualTo(1);
  }

  @Test
  void endlessScan_takesOverWhatNobodyUses() {
    hits(0, ROOM);

    hits(10_000, 10_000 + 5 * ROOM);

    assertThat(hits(0, ROOM)).isZero();
  }

  @Test
  void randomUseOfALittleMoreThanFits_findsMost() {
    Random random = new Random(7);
    for (int i = 0; i < 20 * ROOM; i++) {
      want(random.nextInt(ROOM * 5 / 4));
    }
    int before = loads;
    for (int i = 0; i < 20 * ROOM; i++) {
      want(random.nextInt(ROOM * 5 / 4));
    }

    assertThat(1 - (loads - before) / (20.0 * ROOM)).isBetween(0.75, 0.85);
  }

  @Test
  void frequentlyUsedPart_staysBesideAScan() {
    for (int round = 0; round < 20; round++) {
      for (int number = 0; number < 4 * ROOM; number++) {
        want(number);
        want(5000 + number % 20);
      }
    }
    int before = loads;
    for (int number = 0; number < 20; number++) {
      want(5000 + number);
    }

    assertThat(loads).isEqualTo(before);
  }

  @Test
  void largeEntry_isNotKeptAtAll() {
    want(2, 1, ROOM * ENTRY_BYTES);
    hits(0, ROOM);

    assertThat(hits(0, ROOM)).isEqualTo(1);
  }

  @Test
  void forgottenSegment_makesRoom() {
    hits(0, ROOM);
    cache.forget(1);

    assertThat(cache.bytes()).isZero();
    for (int number = 0; number < ROOM; number++) {
      want(2, number, ENTRY_BYTES);
    }
    int before = loads;
    for (int number = 0; number < ROOM; number++) {
      want(2, number, ENTRY_BYTES);
    }
    assertThat(loads).isEqualTo(before);
  }
}
