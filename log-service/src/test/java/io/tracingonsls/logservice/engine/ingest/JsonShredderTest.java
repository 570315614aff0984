// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.testing.junit.SeedExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SeedExtension.class)
class JsonShredderTest {
  private final JsonShredder shredder = new JsonShredder();

  private List<String> leaves(String json) {
    byte[] bytes = ("xx" + json + "yy").getBytes(UTF_8);
    shredder.shred(bytes, 2, bytes.length - 4, true);
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < shredder.leafCount(); i++) {
      String value =
          new String(shredder.leafBytes(i), shredder.leafStart(i), shredder.leafLength(i), UTF_8);
      leaves.add(shredder.kind(i) + " " + shredder.leafPath(i) + "=" + value);
    }
    return leaves;
  }

  @Test
  void leaves_ofNestedObjects_haveDottedPathsAndPlainValues() {
    assertThat(
            leaves(
                "{\"a\":{\"b c\":\"x\\n\\u4f60\"}, \"n\" : -1.5e3,\"t\":true,\"z\":null,\"l\":[{\"in\":1}],\"e\":{}}"))
        .containsExactly(
            "STRING a.b c=x\n你", "SCALAR n=-1.5e3", "SCALAR t=true", "OPAQUE l=[{\"in\":1}]");
    assertThat(shredder.wellFormed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":1,\"b\":tru;1",
        "{\"a\":1,\"b\":\"open;1",
        "{\"a\":1 \"b\":2};1",
        "{\"a\":1};1",
        "{\"a\":1} x;1",
        "{\"a\":01x};0",
        "{a:1};0",
        "{\"a\":[1,{};0",
        "{\"a\":1,};1",
        "{\"a\";0",
        "[{\"a\":1}];0",
        "{\"a\":--1};0",
        "{\"a\":1e};0",
        "{\"a\":.5};0"
      })
  void leaves_ofBrokenJson_areThoseBeforeTheError(String json, int count) {
    assertThat(leaves(json)).hasSize(count);
    assertThat(shredder.wellFormed()).isEqualTo(json.equals("{\"a\":1}"));
  }

  @Test
  void objects_nestedTooDeep_areOpaque() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    assertThat(leaves(deep)).singleElement().asString().startsWith("OPAQUE a.a.");
    assertThat(restored(deep)).isEqualTo(deep);
  }

  @Test
  void templateAndLeaves_ofALosslessValue_giveBackTheText(SplittableRandom random) {
    int lossless = 0;
    for (int i = 0; i < 5000; i++) {
      String json = randomObject(random, 0);
      byte[] bytes = json.getBytes(UTF_8);
      shredder.shred(bytes, 0, bytes.length, false);
      assertThat(shredder.wellFormed()).as(json).isTrue();
      if (shredder.lossless()) {
        lossless++;
        assertThat(restored(json)).isEqualTo(json);
      }
    }
    assertThat(lossless).isGreaterThan(1000);
  }

  @Test
  void matcher_ofATemplate_agreesWithTheParser(SplittableRandom random) {
    int matched = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] known = randomObject(random, 2).getBytes(UTF_8);
      byte[] bytes = mutated(known, random);
      shredder.shred(known, 0, known.length, false);
      byte[] template = Arrays.copyOf(shredder.templateBytes(), shredder.templateLength());
      TemplateMatcher matcher = TemplateMatcher.of(template, template.length);
      if (matcher == null || !shredder.match(matcher, bytes, 0, bytes.length)) {
        continue;
      }
      matched++;
      List<String> found = found();
      shredder.shred(bytes, 0, bytes.length, false);
      assertThat(shredder.lossless()).isTrue();
      assertThat(Arrays.copyOf(shredder.templateBytes(), shredder.templateLength()))
          .isEqualTo(template);
      assertThat(found()).isEqualTo(found);
    }
    assertThat(matched).isGreaterThan(300);
  }

  private List<String> found() {
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < shredder.leafCount(); i++) {
      leaves.add(shredder.kind(i)
          + new String(
              shredder.leafBytes(i), shredder.leafStart(i), shredder.leafLength(i), UTF_8));
    }
    return leaves;
  }

  /** The same, or with a byte changed, mostly inside a leaf. */
  private static byte[] mutated(byte[] json, SplittableRandom random) {
    byte[] copy = json.clone();
    if (random.nextInt(3) > 0 && copy.length > 0) {
      copy[random.nextInt(copy.length)] = (byte) "\"\\{}[],:1-.etn \n".charAt(random.nextInt(16));
    }
    return copy;
  }

  private String restored(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    shredder.shred(bytes, 0, bytes.length, false);
    byte[] template = Arrays.copyOf(shredder.templateBytes(), shredder.templateLength());
    List<byte[]> values = new ArrayList<>();
    List<LeafKind> kinds = new ArrayList<>();
    for (int i = 0; i < shredder.leafCount(); i++) {
      int from = shredder.leafStart(i);
      values.add(Arrays.copyOfRange(shredder.leafBytes(i), from, from + shredder.leafLength(i)));
      kinds.add(shredder.kind(i));
    }
    JsonShredder again = new JsonShredder();
    again.shredTemplate(template, 0, template.length);
    assertThat(again.wellFormed()).isTrue();
    assertThat(again.leafCount()).isEqualTo(values.size());
    for (int i = 0; i < values.size(); i++) {
      assertThat(again.kind(i)).isEqualTo(kinds.get(i));
    }
    return JsonShredder.fill(template, (leaf, out) -> {
      byte[] value = values.get(leaf);
      out.put(value, 0, value.length);
    });
  }

  private static String randomObject(SplittableRandom random, int depth) {
    StringBuilder out = new StringBuilder("{");
    int members = random.nextInt(4);
    for (int i = 0; i < members; i++) {
      out.append(i == 0 ? "" : ",").append(" ".repeat(random.nextInt(2)));
      out.append('"')
          .append((char) ('a' + random.nextInt(20)))
          .append("k")
          .append(i)
          .append("\":");
      out.append(randomValue(random, depth));
    }
    return out.append("}").append(" ".repeat(random.nextInt(2))).toString();
  }

  private static String randomValue(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth < 4 ? 10 : 8)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> Integer.toString(random.nextInt());
      case 3 -> "\"\\u000" + random.nextInt(10) + "\"";
      case 4 -> "\"q\\\" b\\\\ n\\n\"";
      case 5 -> "\"é中\uD83D\uDE80 \\/\"";
      case 6 -> "[1,\"]\",{\"x\":[]}]";
      case 7 -> "\"\"";
      default -> randomObject(random, depth + 1);
    };
  }
}
