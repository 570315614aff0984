// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compression of answers. */
final class Gzip {
  private Gzip() {}

  static boolean wanted(HttpResponse response, @Nullable String acceptEncoding) {
    return response.isCompressible()
        && acceptEncoding != null
        && !response.headers().contains("Content-Encoding")
        && accepts(acceptEncoding);
  }

  private static boolean accepts(String acceptEncoding) {
    for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", 50)) {
      String[] pieces = part.split(";", 2);
      String coding = pieces[0].strip();
      if (coding.equals("gzip") || coding.equals("*")) {
        return pieces.length == 1 || !pieces[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  static HttpResponse marked(HttpResponse response) {
    return response.withHeader("Content-Encoding", "gzip");
  }

  static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, bytes.length / 4));
    try (GZIPOutputStream zipped = new GZIPOutputStream(out, 8 << 10)) {
      zipped.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
