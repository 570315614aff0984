// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.sls.layout.RowBytes;
import java.util.List;
import java.util.Map;

/** LogGroups of rows as other writers send them. */
final class RawRows {
  private RawRows() {}

  static byte[] logGroup(long logSeconds, List<Map<String, String>> rows) {
    RowBytes group = new RowBytes(1024);
    for (Map<String, String> row : rows) {
      RowBytes log = new RowBytes(512);
      log.put((byte) 0x08).varint(logSeconds);
      row.forEach((key, value) -> {
        RowBytes content = new RowBytes(64);
        content.put((byte) 0x0a).varint(RowBytes.utf8Size(key)).utf8(key);
        content.put((byte) 0x12).varint(RowBytes.utf8Size(value)).utf8(value);
        log.put((byte) 0x12).varint(content.size()).put(content);
      });
      group.put((byte) 0x0a).varint(log.size()).put(log);
    }
    return group.toByteArray();
  }
}
