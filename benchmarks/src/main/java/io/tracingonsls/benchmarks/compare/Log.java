// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.benchmarks.engine.InputFile;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.ingest.Decompressor;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LeafKind;
import io.tracingonsls.logservice.engine.ingest.LogCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A span as fields, its JSON objects as one field per leaf, called {@code attribute.user.id}.
 *
 * @param seconds its time
 * @param fields in the order of the log
 */
record Log(long seconds, List<Field> fields) {
  private static final Set<String> OBJECTS = Set.of("attribute", "resource");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Set<String> NUMBERS = Set.of("start", "end", "duration");

  /** A field; {@code number} says that it is a whole number. */
  record Field(String key, String value, boolean number) {
    long asLong() {
      return Long.parseLong(value);
    }
  }

  /** The logs of a group. All engines but our own get them this way, so decoding costs them the same. */
  static List<Log> of(InputFile.Group group) {
    byte[] raw = raw(group);
    LogCursor cursor = new LogCursor(CheckedGroup.check(raw, AppendLimits.DEFAULT));
    JsonShredder shredder = new JsonShredder();
    List<Log> logs = new ArrayList<>();
    while (cursor.next()) {
      List<Field> fields = new ArrayList<>(32);
      for (int i = 0; i < cursor.fieldCount(); i++) {
        String key = new String(raw, cursor.keyStart(i), cursor.keyLength(i), UTF_8);
        if (OBJECTS.contains(key)) {
          shredder.shred(raw, cursor.valueStart(i), cursor.valueLength(i), true);
          addLeaves(key, shredder, fields);
        } else {
          String value = new String(raw, cursor.valueStart(i), cursor.valueLength(i), UTF_8);
          fields.add(new Field(key, value, NUMBERS.contains(key)));
        }
      }
      logs.add(new Log(cursor.seconds(), fields));
    }
    return logs;
  }

  private static void addLeaves(String key, JsonShredder shredder, List<Field> fields) {
    for (int i = 0; i < shredder.leafCount(); i++) {
      String value = new String(shredder.leafValue(i), UTF_8);
      boolean number =
          shredder.kind(i) == LeafKind.SCALAR && WHOLE.matcher(value).matches();
      fields.add(new Field(key + '.' + shredder.leafPath(i), value, number));
    }
  }

  /** How many logs a group has. */
  static long count(InputFile.Group group) {
    LogCursor cursor = new LogCursor(CheckedGroup.check(raw(group), AppendLimits.DEFAULT));
    long logs = 0;
    while (cursor.next()) {
      logs++;
    }
    return logs;
  }

  private static byte[] raw(InputFile.Group group) {
    return Decompressor.decompress(
        group.body(), Codec.LZ4, group.rawLength(), Math.max(1, group.rawLength()));
  }
}
