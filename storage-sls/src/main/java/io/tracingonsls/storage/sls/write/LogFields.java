// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads encoded logs back into the fields that a search would give, {@code __time__} among them. */
public final class LogFields {
  private static final int LOGS = 1;
  private static final int TIME = 1;
  private static final int CONTENTS = 2;

  private LogFields() {}

  /**
   * The fields of each log, in the order of writing.
   *
   * @throws IllegalArgumentException if the bytes are not a sequence of logs
   */
  public static List<Map<String, String>> of(EncodedLogs logs) {
    byte[] bytes = new byte[logs.length()];
    logs.copyTo(bytes, 0);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Map<String, String>> rows = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        expect(in, LOGS);
        rows.add(log(message(in)));
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
      throw new IllegalArgumentException("the logs are cut short", cut);
    }
    return rows;
  }

  private static Map<String, String> log(ByteBuffer in) {
    Map<String, String> fields = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == TIME << 3) {
        fields.put("__time__", Long.toString(varint(in)));
      } else if (tag == (CONTENTS << 3 | 2)) {
        ByteBuffer content = message(in);
        expect(content, 1);
        String key = text(content);
        expect(content, 2);
        fields.put(key, text(content));
      } else {
        throw new IllegalArgumentException("a log holds an unknown field");
      }
    }
    return fields;
  }

  private static void expect(ByteBuffer in, int field) {
    if (varint(in) != (field << 3 | 2)) {
      throw new IllegalArgumentException("a log lacks field " + field);
    }
  }

  private static ByteBuffer message(ByteBuffer in) {
    long length = varint(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(message(in)).toString();
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number is too long");
  }
}
