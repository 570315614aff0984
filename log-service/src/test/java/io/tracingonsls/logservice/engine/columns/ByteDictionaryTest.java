// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.testing.junit.SeedExtension;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SeedExtension.class)
class ByteDictionaryTest {
  private static final int BATCH = 200;

  /** Whatever size was expected, and however values are added, numbers follow first appearance. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 3_000, 3_500, 1_000_000})
  void numbers_ofExpectedSize_followFirstAppearance(int expected, SplittableRandom random) {
    ByteDictionary dictionary = new ByteDictionary(expected);
    Map<String, Integer> numbers = new HashMap<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<String> batch = batch(random);
      int[] ids = random.nextBoolean() ? together(dictionary, batch) : singly(dictionary, batch);
      for (int k = 0; k < batch.size(); k++) {
        String value = batch.get(k);
        assertThat(ids[k]).isEqualTo(numbers.computeIfAbsent(value, v -> values.size()));
        if (ids[k] == values.size()) {
          values.add(value);
        }
      }
    }
    ByteDictionary.View view = dictionary.view();
    assertThat(view.size()).isEqualTo(values.size());
    for (int id = 0; id < values.size(); id++) {
      assertThat(new String(view.bytes(id), UTF_8)).isEqualTo(values.get(id));
      assertThat(view.find(values.get(id).getBytes(UTF_8))).isEqualTo(id);
    }
    assertThat(view.find("none".getBytes(UTF_8))).isEqualTo(-1);
  }

  private static List<String> batch(SplittableRandom random) {
    List<String> batch = new ArrayList<>();
    while (batch.size() < BATCH) {
      String value = random.nextInt(50) == 0
          ? "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 200_000 : 30_000))
          : "value " + random.nextInt(3_000);
      for (int times = random.nextInt(3); times >= 0 && batch.size() < BATCH; times--) {
        batch.add(value);
      }
    }
    return batch;
  }

  private static int[] together(ByteDictionary dictionary, List<String> batch) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int[] offsets = new int[BATCH];
    int[] lengths = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      byte[] value = batch.get(i).getBytes(UTF_8);
      offsets[i] = all.size();
      lengths[i] = value.length;
      all.writeBytes(value);
    }
    int[] ids = new int[BATCH];
    dictionary.add(all.toByteArray(), offsets, lengths, BATCH, ids, new long[BATCH]);
    return ids;
  }

  private static int[] singly(ByteDictionary dictionary, List<String> batch) {
    int[] ids = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      byte[] value = batch.get(i).getBytes(UTF_8);
      ids[i] = dictionary.add(value, 0, value.length);
    }
    return ids;
  }
}
