// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.testing.junit.SeedExtension;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class JsonTextTest {
  @Test
  void endOfPlain_ofAnyBytes_isTheFirstThatEndsAString(SplittableRandom random) {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) (random.nextInt(8) > 0 ? 'a' + random.nextInt(26) : random.nextInt(256));
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      int expected = from;
      while (expected < to && !ends(bytes[expected])) {
        expected++;
      }
      assertThat(JsonText.endOfPlain(bytes, from, to)).isEqualTo(expected);
    }
  }

  private static boolean ends(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < 0x20);
  }

  @Test
  void edges_ofObjectsThatDifferInValuesOnly_areEqual() {
    assertThat(edges("{\"a\":1,\"b\":\"x\",\"c\":2}"))
        .isEqualTo(edges("{\"a\":7777,\"b\":\"\",\"c\":33}"));
    assertThat(edges("{\"a\":1,\"c\":2}")).isNotEqualTo(edges("{\"b\":1,\"c\":2}"));
    assertThat(edges("{\"a\":1,\"c\":2}")).isNotEqualTo(edges("{\"a\":1,\"d\":2}"));
  }

  private static int edges(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return JsonEdges.hash(bytes, 0, bytes.length);
  }

  @Test
  void edges_ofAnyBytes_stayWithin(SplittableRandom random) {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[2 + random.nextInt(200)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) "{}\":a,\\".charAt(random.nextInt(7));
      }
      assertThat(JsonEdges.hash(bytes, 0, bytes.length))
          .isEqualTo(JsonEdges.hash(bytes.clone(), 0, bytes.length));
    }
  }
}
