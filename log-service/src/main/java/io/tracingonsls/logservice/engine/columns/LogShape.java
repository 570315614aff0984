// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The names of a log's fields in order, and which of them have their value among the log's extras instead of in a column: earlier
 * values of a repeated name, and fields beyond the segment's column limit.
 *
 * @param names field names
 * @param extras positions whose value is in the extras
 */
public record LogShape(List<String> names, BitSet extras) {
  /** Copies both. */
  public LogShape {
    names = List.copyOf(names);
    extras = (BitSet) extras.clone();
  }

  @Override
  public BitSet extras() {
    return (BitSet) extras.clone();
  }

  /** Whether the n-th field's value is in the extras. */
  public boolean isExtra(int position) {
    return extras.get(position);
  }

  /** Adds a field to the encoding of a shape (part of the file format): twice the length, plus one for an extra; the name. */
  public static void encodeField(ByteSink out, byte[] name, int offset, int length, boolean extra) {
    out.varint((long) length << 1 | (extra ? 1 : 0));
    out.put(name, offset, length);
  }

  /** Decodes what {@link #encodeField} wrote. */
  public static LogShape decode(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    List<String> names = new ArrayList<>();
    BitSet extras = new BitSet();
    while (in.remaining() > 0) {
      int head = in.count(Integer.MAX_VALUE);
      int length = head >>> 1;
      int start = in.position();
      in.skip(length);
      extras.set(names.size(), (head & 1) != 0);
      names.add(new String(bytes, start, length, UTF_8));
    }
    return new LogShape(names, extras);
  }
}
