// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.TextBytes;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import org.jspecify.annotations.Nullable;

/** Texts given by their codes of one {@link KeyTable}: packed ones and numbers of its texts, shifted by one since 0 is NULL. */
final class CodedTexts extends ValueDictionary {
  private final long[] codes;
  private final TextTable texts;
  private final TextBytes buffer = new TextBytes();

  /** Keeps the array. */
  CodedTexts(long[] codes, TextTable texts) {
    this.codes = codes;
    this.texts = texts;
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public long hexNumber(int id) {
    return HexCode.isPacked(codes[id]) ? codes[id] : 0;
  }

  @Override
  public @Nullable Object value(int id) {
    if (codes[id] == 0) {
      return null;
    }
    read(id, buffer);
    return buffer.text();
  }

  @Override
  public boolean read(int id, TextBytes out) {
    long code = codes[id];
    if (HexCode.isPacked(code)) {
      HexCode.write(code, out);
      return true;
    }
    return code != 0 && texts.read((int) code - 1, out);
  }
}
