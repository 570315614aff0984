// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a write in {@code batch_group} mode: {@code SlsLogPackageList { repeated SlsLogPackage 1 }}, and
 * {@code SlsLogPackage { bytes data 1; int32 uncompress_size 2; compress type 3 }}. The list itself is not compressed, each LogGroup is.
 */
final class LogPackages {
  private static final int MAX_PACKAGES = 4096;
  private static final int LENGTH_DELIMITED = 2;
  private static final List<Codec> CODECS =
      List.of(Codec.NONE, Codec.DEFLATE, Codec.LZ4, Codec.ZSTD);

  private final byte[] body;
  private int position;
  private int end;

  private LogPackages(byte[] body) {
    this.body = body;
    this.end = body.length;
  }

  /** One compressed LogGroup. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Packed(byte[] data, Codec codec, int rawBytes) {}

  /** All packages; together they are at most 10 MB before compression. */
  static List<Packed> parse(byte[] body) {
    LogPackages reader = new LogPackages(body);
    List<Packed> packages = new ArrayList<>();
    long rawBytes = 0;
    while (reader.position < reader.end) {
      int tag = reader.number();
      if (tag != (1 << 3 | LENGTH_DELIMITED)) {
        reader.skip(tag);
        continue;
      }
      Packed next = reader.nested();
      packages.add(next);
      rawBytes += next.rawBytes();
      if (packages.size() > MAX_PACKAGES) {
        throw invalid();
      }
      if (rawBytes > WriteLimits.MAX_BODY_BYTES) {
        throw new ServiceException(
            ErrorCode.POST_BODY_TOO_LARGE,
            "Body size " + rawBytes + " must little than " + WriteLimits.MAX_BODY_BYTES + ".");
      }
    }
    return packages;
  }

  private Packed nested() {
    int outer = end;
    int length = number();
    checkLength(length);
    end = position + length;
    byte[] data = null;
    int rawBytes = 0;
    int codec = 0;
    while (position < end) {
      int tag = number();
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> data = bytes();
        case 2 << 3 -> rawBytes = number();
        case 3 << 3 -> codec = number();
        default -> skip(tag);
      }
    }
    end = outer;
    if (data == null || codec >= CODECS.size()) {
      throw invalid();
    }
    Codec known = CODECS.get(codec);
    return new Packed(data, known, known == Codec.NONE ? data.length : rawBytes);
  }

  private byte[] bytes() {
    int length = number();
    checkLength(length);
    byte[] bytes = Arrays.copyOfRange(body, position, position + length);
    position += length;
    return bytes;
  }

  private void skip(int tag) {
    switch (tag & 7) {
      case 0 -> number();
      case LENGTH_DELIMITED -> bytes();
      default -> throw invalid();
    }
  }

  private void checkLength(int length) {
    if (length > end - position) {
      throw invalid();
    }
  }

  /** A varint from 0 to {@link Integer#MAX_VALUE}; nothing here is larger. */
  private int number() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= end) {
        throw invalid();
      }
      byte b = body[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw invalid();
        }
        return (int) value;
      }
    }
    throw invalid();
  }

  private static ServiceException invalid() {
    return new ServiceException(ErrorCode.POST_BODY_INVALID, "body: not a list of log packages");
  }
}
