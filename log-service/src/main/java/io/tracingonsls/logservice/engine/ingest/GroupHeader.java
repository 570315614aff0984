// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What all logs of a LogGroup share.
 *
 * @param topic may be empty
 * @param source may be empty
 * @param tags in the order sent; keys may repeat
 */
public record GroupHeader(String topic, String source, List<LogField> tags) {
  /** Copies the list. */
  public GroupHeader {
    tags = List.copyOf(tags);
  }

  /** Part of the segment file format: topic, source, number of tags, then key and value of each. */
  public byte[] encode() {
    ByteSink out = new ByteSink(64);
    out.text(topic);
    out.text(source);
    out.varint(tags.size());
    for (LogField tag : tags) {
      out.text(tag.key());
      out.text(tag.value());
    }
    return out.toByteArray();
  }

  /** Reverse of {@link #encode}. */
  public static GroupHeader decode(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    String topic = in.text();
    String source = in.text();
    int count = in.count(in.remaining());
    List<LogField> tags = new ArrayList<>(Math.min(count, 1000));
    for (int i = 0; i < count; i++) {
      tags.add(new LogField(in.text(), in.text()));
    }
    return new GroupHeader(topic, source, tags);
  }
}
