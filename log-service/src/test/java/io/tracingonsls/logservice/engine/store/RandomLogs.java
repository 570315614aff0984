// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Seeded logs of every shape that the storage treats differently. */
final class RandomLogs {
  static final long BASE_SECONDS = 1_700_000_000L;

  private static final String[] TEXTS = {
    "",
    "a",
    "GET /api/orders?id=7",
    "connection reset by peer",
    "中文 值",
    "\"quoted\" \\ text",
    "{",
    "{}",
    "[1,2]",
    "{not json",
    "K kelvin",
    "line\nbreak\ttab",
    "\uD83D\uDE80",
    "{\"a\":1} trailing",
    "NaN",
    "-0",
    "007",
    "+5",
    "1e3",
    "1.5",
    "-12",
    "9223372036854775807",
    "9223372036854775808",
    "abcdef",
    "00ff",
    "ABCD"
  };

  private final SplittableRandom random;
  private long serial;

  RandomLogs(SplittableRandom random) {
    this.random = random;
  }

  /** Logs of one group, all with the same header. */
  List<LogRecord> group(int maxLogs) {
    GroupHeader header = header();
    int count = random.nextInt(maxLogs + 1);
    List<LogRecord> logs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      logs.add(new LogRecord(
          BASE_SECONDS + random.nextInt(600),
          random.nextInt(3) == 0 ? random.nextInt(1_000_000_000) : -1,
          header.topic(),
          header.source(),
          header.tags(),
          fields()));
    }
    return logs;
  }

  private GroupHeader header() {
    List<LogField> tags = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.add(new LogField("tag" + random.nextInt(2), "t" + random.nextInt(3)));
    }
    String topic = random.nextInt(3) == 0 ? "topic" + random.nextInt(3) : "";
    return new GroupHeader(topic, "10.0.0." + random.nextInt(2), tags);
  }

  private List<LogField> fields() {
    List<LogField> fields = new ArrayList<>();
    serial++;
    add(fields, 9, "traceID", () -> hex(16).repeat(2));
    add(fields, 9, "spanID", () -> hex(16));
    add(fields, 7, "parent", () -> random.nextInt(3) == 0 ? "" : hex(16));
    add(fields, 8, "service", () -> "service-" + random.nextInt(5));
    add(fields, 8, "serial", () -> Long.toString(serial));
    add(fields, 7, "duration", () -> Long.toString(random.nextInt(100_000)));
    add(fields, 5, "changing", () -> serial % 200 < 100 ? Long.toString(serial) : "v" + serial);
    add(fields, 8, "attribute", this::json);
    add(fields, 3, "odd", this::text);
    add(fields, 1, "rare" + random.nextInt(20), this::text);
    add(fields, 1, "service", () -> "again");
    add(fields, 1, "__topic__", () -> "own topic");
    return fields;
  }

  private void add(List<LogField> fields, int tenths, String key, Supplier<String> value) {
    if (random.nextInt(10) < tenths) {
      fields.add(new LogField(key, value.get()));
    }
  }

  private String hex(int digits) {
    String all =
        "000000000000000" + Long.toHexString(random.nextLong(0, 1 << 12) * 0x9E3779B97F4A7C15L);
    return all.substring(all.length() - digits);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private String json() {
    return switch (random.nextInt(12)) {
      case 0 -> "{\"a\":{\"b\":\"x" + random.nextInt(4) + "\",\"c\":[1,{\"d\":2}]},\"e\":null}";
      case 1 -> "{ \"http.method\" : \"GET\" , \"n\" : " + random.nextInt(10) + " }";
      case 2 -> "{\"esc\":\"line\\nbreak \\\"q\\\" " + random.nextInt(3) + "\"}";
      case 3 -> "{\"other\":\"\\u4f60 \\/ slash\"}";
      case 4 -> "{\"dup\":1,\"dup\":\"" + random.nextInt(3) + "\"}";
      case 5 -> "{\"a.b\":\"dots\",\"a\":{\"b\":\"nested\"}}";
      case 6 -> "{\"broken\":\"yes\",\"rest\":tru";
      case 7 -> text();
      default ->
        "{\"http.method\":\"" + (random.nextInt(2) == 0 ? "GET" : "POST")
            + "\",\"http.status_code\":"
            + (200 + random.nextInt(5)) + ",\"ok\":" + (random.nextInt(2) == 0) + ",\"user\":\"u"
            + random.nextInt(300) + "\",\"ratio\":" + random.nextInt(100) / 8.0 + "}";
    };
  }

  static byte[] encode(List<LogRecord> logs) {
    LogRecord first =
        logs.isEmpty() ? new LogRecord(0, -1, "", "", List.of(), List.of()) : logs.get(0);
    LogGroupWriter writer =
        new LogGroupWriter(new GroupHeader(first.topic(), first.source(), first.tags()));
    for (LogRecord log : logs) {
      writer.log(log.timeSeconds(), log.timeNanosPart(), log.fields());
    }
    return writer.toByteArray();
  }
}
