// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import java.nio.charset.StandardCharsets;

/** The name of a row's field, ready for the wire: the key part of a protobuf {@code Content} message. */
final class FieldName {
  private static final byte CONTENT = 0x12;
  private static final byte VALUE = 0x12;

  private final byte[] encodedKey;

  FieldName(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    RowBytes key = new RowBytes(text.length + 3);
    key.put((byte) 0x0a).varint(text.length).put(text);
    encodedKey = key.toByteArray();
  }

  /** Writes the field up to its value, which has to follow with exactly {@code valueSize} bytes. */
  RowBytes start(RowBytes log, int valueSize) {
    int content = encodedKey.length + 1 + RowBytes.varintSize(valueSize) + valueSize;
    return log.put(CONTENT).varint(content).put(encodedKey).put(VALUE).varint(valueSize);
  }

  void text(RowBytes log, String value) {
    start(log, RowBytes.utf8Size(value)).utf8(value);
  }

  void decimal(RowBytes log, long value) {
    start(log, RowBytes.decimalSize(value)).decimal(value);
  }

  void bytes(RowBytes log, RowBytes value) {
    start(log, value.size()).put(value);
  }
}
