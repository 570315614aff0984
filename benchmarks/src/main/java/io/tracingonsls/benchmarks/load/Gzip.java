// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Compresses request bodies. A patched body must be compressed each time: this is the one cost that the generator can't avoid. */
final class Gzip {
  private Gzip() {}

  static byte[] compress(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
