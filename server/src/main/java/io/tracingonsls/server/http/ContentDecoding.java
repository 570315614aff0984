// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Undoes one content encoding within a limit of the decoded length. */
final class ContentDecoding {
  private static final int FIRST = 16 << 10;

  private ContentDecoding() {}

  static HttpRequest decode(HttpRequest request, int maxBytes) {
    List<String> fields = request.headers().all("Content-Encoding");
    if (fields.isEmpty()) {
      return request;
    }
    String coding = String.join(",", fields).strip().toLowerCase(Locale.ROOT);
    if (coding.isEmpty() || coding.equals("identity")) {
      return request;
    }
    byte[] decoded = decode(coding, request.bodyBytes(), maxBytes, request.exchange().bytes);
    return request.withBody(decoded).withHeaders(request.headers().without("Content-Encoding"));
  }

  private static byte[] decode(
      String coding, byte[] encoded, int maxBytes, InFlightBytes.Share bytes) {
    Decompressor decompressor = Decompressor.of(coding);
    if (decompressor == null) {
      throw new HttpException(415, "unsupported Content-Encoding: " + printable(coding));
    }
    try (InputStream in = decompressor.open(new ByteArrayInputStream(encoded))) {
      return readAll(in, maxBytes, bytes);
    } catch (IOException e) {
      throw new HttpException(400, "cannot decode body as " + printable(coding), e);
    }
  }

  /** The name comes from the client and goes back to it: only harmless characters, and not many. */
  private static String printable(String coding) {
    String safe = coding.replaceAll("[^a-z0-9_.,-]", "?");
    return safe.length() > 40 ? safe.substring(0, 40) : safe;
  }

  private static byte[] readAll(InputStream in, int maxBytes, InFlightBytes.Share bytes)
      throws IOException {
    byte[] array = new byte[0];
    int length = 0;
    while (true) {
      if (length == array.length) {
        array = grown(array, maxBytes, bytes);
      }
      int count = in.read(array, length, array.length - length);
      if (count < 0) {
        return Arrays.copyOf(array, length);
      }
      length += count;
      if (length > maxBytes) {
        throw new HttpException(413, "decoded request body too large");
      }
    }
  }

  private static byte[] grown(byte[] array, int maxBytes, InFlightBytes.Share bytes) {
    int capacity = (int) Math.min(maxBytes + 1L, Math.max(FIRST, array.length * 2L));
    if (!bytes.tryReserve(capacity - array.length)) {
      throw HttpException.unavailable("too many bytes in flight", 1);
    }
    return Arrays.copyOf(array, capacity);
  }
}
