// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.testing.payload.PayloadGroup;
import io.tracingonsls.testing.payload.Payloads;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged messages of every protocol end in a {@link DecodeException} or in spans, take bounded memory, and nothing else happens. */
class HostileInputTest {
  /** Covers the loading of classes too, which the first message of a protocol pays. */
  private static final long FREE_BYTES = 16 << 20;

  private static final int BYTES_PER_BYTE = 64;

  static List<Payload> payloads() {
    return Payloads.all().stream()
        .filter(group -> !group.name().startsWith("tchannel/"))
        .map(PayloadGroup::payloads)
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void truncatedMessage_isRefusedOrRead(Payload payload) throws Exception {
    byte[] whole = Decoders.body(payload);
    SpanDecoder decoder = Decoders.decoder(payload);
    int step = Math.max(1, whole.length / 1000);
    for (int length = 0; length < whole.length; length += step) {
      decode(decoder, Arrays.copyOf(whole, length), "cut to " + length + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void damagedMessage_isRefusedOrRead(Payload payload) throws Exception {
    byte[] whole = Decoders.body(payload);
    SpanDecoder decoder = Decoders.decoder(payload);
    SplittableRandom random = new SplittableRandom(Seeds.of(payload.file()));
    for (int round = 0; round < Seeds.rounds(300); round++) {
      byte[] damaged = whole.clone();
      int hits = 1 + random.nextInt(4);
      for (int i = 0; i < hits; i++) {
        int at = random.nextInt(damaged.length);
        damaged[at] = random.nextBoolean()
            ? (byte) random.nextInt()
            : (byte) (random.nextBoolean() ? -1 : 0x7f);
      }
      decode(decoder, damaged, "round " + round + ", " + Seeds.reproduceWith());
    }
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void noise_isRefusedOrRead(Payload payload) {
    SpanDecoder decoder = Decoders.decoder(payload);
    SplittableRandom random = new SplittableRandom(Seeds.of("noise " + payload.file()));
    for (int round = 0; round < Seeds.rounds(200); round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      decode(decoder, noise, "round " + round + ", " + Seeds.reproduceWith());
    }
  }

  private static void decode(SpanDecoder decoder, byte[] message, String what) {
    long before = allocatedBytes();
    try {
      assertThat(decoder.decode(ByteBuffer.wrap(message))).isNotNull();
    } catch (DecodeException e) {
      assertThat(e).hasMessageNotContainingAny(": null", "Exception");
    } catch (RuntimeException | StackOverflowError e) {
      fail(what, e);
    }
    assertThat(allocatedBytes() - before)
        .as(what)
        .isLessThan(FREE_BYTES + (long) BYTES_PER_BYTE * message.length);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
