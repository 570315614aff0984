// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Attribute lists with repeated keys, hostile keys and values of every kind. Not thread-safe. */
public final class SeededAttributes {
  private static final int MAX_DEPTH = 3;
  private static final long[] LONGS = {
    0,
    1,
    -1,
    200,
    404,
    500,
    1L << 53,
    (1L << 53) + 1,
    -(1L << 53) - 1,
    Integer.MAX_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    1e-5,
    1e-4,
    123456789.125,
    1e15,
    1e20,
    1e21,
    1e22,
    1.0 / 3,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] KNOWN_KEYS = {
    "http.method",
    "http.status_code",
    "http.url",
    "component",
    "peer.service",
    "db.statement",
    "net.host.ip",
    "error",
    "span.kind",
    "upstream_cluster",
    "guid:x-request-id",
    "sampler.type",
    "sampler.param"
  };

  private final SplittableRandom random;
  private final SeededTexts texts;

  public SeededAttributes(SplittableRandom random) {
    this.random = random;
    this.texts = new SeededTexts(random);
  }

  /** Up to {@code most} entries of any kind. */
  public Attributes any(int most) {
    return attributes(most, true, 0);
  }

  /** Up to {@code most} entries of the five kinds that Jaeger's tags have. */
  public Attributes jaeger(int most) {
    return attributes(most, false, 0);
  }

  /** A value of any kind. */
  public AttributeValue value() {
    return value(true, 0);
  }

  /** A key: a known one, a plain word or a hostile text. */
  public String key() {
    int choice = random.nextInt(10);
    if (choice < 3) {
      return KNOWN_KEYS[random.nextInt(KNOWN_KEYS.length)];
    }
    return choice < 8 ? texts.word() : texts.next();
  }

  private Attributes attributes(int most, boolean nested, int depth) {
    int size = random.nextInt(most + 1);
    Attributes.Builder builder = Attributes.builder(size);
    String previous = key();
    for (int i = 0; i < size; i++) {
      String key = random.nextInt(12) == 0 ? previous : key();
      builder.put(key, value(nested, depth));
      previous = key;
    }
    return builder.build();
  }

  private AttributeValue value(boolean nested, int depth) {
    int kinds = !nested ? 5 : depth >= MAX_DEPTH ? 6 : 8;
    return switch (random.nextInt(4) == 0 ? random.nextInt(kinds) : random.nextInt(4)) {
      case 0 -> AttributeValue.of(texts.next());
      case 1 -> AttributeValue.of(random.nextBoolean());
      case 2 -> AttributeValue.of(oneOf(LONGS));
      case 3 -> AttributeValue.of(oneOf(DOUBLES));
      case 4 -> AttributeValue.of(bytes());
      case 5 -> EmptyValue.INSTANCE;
      case 6 -> list(depth + 1);
      default -> new MapValue(attributes(4, true, depth + 1));
    };
  }

  private AttributeValue list(int depth) {
    int size = random.nextInt(5);
    List<AttributeValue> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(value(true, depth));
    }
    return new ListValue(values);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private long oneOf(long[] special) {
    return random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextLong();
  }

  private double oneOf(double[] special) {
    return random.nextBoolean()
        ? special[random.nextInt(special.length)]
        : Double.longBitsToDouble(random.nextLong());
  }
}
