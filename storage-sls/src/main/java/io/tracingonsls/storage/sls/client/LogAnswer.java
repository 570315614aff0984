// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tracingonsls.storage.sls.layout.LogRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search or statement.
 *
 * @param columns keys in the answer's order
 * @param types SQL types of the columns; empty for a search
 * @param complete false when Log Service gave up early: the same request may give more later
 * @param limited rows at which SQL was cut; 0 when unknown
 */
public record LogAnswer(
    List<LogRow> rows, List<String> columns, List<String> types, boolean complete, long limited) {
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(128 << 20).build())
      .build();

  /** The rows one by one, each let go of when it is given, so that who decodes rows does not hold all of them as well. Can be had once. */
  public Iterator<LogRow> drainRows() {
    Deque<LogRow> left = new ArrayDeque<>(rows);
    rows.clear();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !left.isEmpty();
      }

      @Override
      public LogRow next() {
        return left.removeFirst();
      }
    };
  }

  /** Reads the JSON body of GetLogs, in UTF-8. */
  static LogAnswer parse(InputStream body) throws IOException {
    Reader reader = new Reader();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "meta" -> reader.meta(parser);
          case "data" -> reader.data(parser);
          default -> parser.skipChildren();
        }
      }
    }
    return new LogAnswer(
        reader.rows, reader.columns, reader.types, reader.complete, reader.limited);
  }

  private static final class Reader {
    final List<LogRow> rows = new ArrayList<>();
    final List<String> columns = new ArrayList<>();
    final List<String> types = new ArrayList<>();
    boolean complete;
    long limited;

    void meta(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "progress" -> complete = "Complete".equalsIgnoreCase(parser.getText());
          case "limited" -> limited = token.isNumeric() ? parser.getLongValue() : 0;
          case "keys" -> strings(parser, columns);
          case "columnTypes" -> strings(parser, types);
          default -> parser.skipChildren();
        }
      }
    }

    private static void strings(JsonParser parser, List<String> target) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        target.add(parser.getText());
        parser.skipChildren();
      }
    }

    void data(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return;
      }
      RowBuffer row = new RowBuffer();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
          JsonToken token = parser.nextToken();
          if (token.isStructStart()) {
            parser.skipChildren();
          } else {
            row.add(key, parser);
          }
        }
        rows.add(row.take());
      }
    }
  }

  /** Collects one row after the other; rows with the same fields in the same order, as SQL gives them, share the names. */
  @SuppressWarnings("ReferenceEquality") // The parser gives equal names as one object.
  private static final class RowBuffer {
    private String[] names = new String[32];
    private @Nullable String[] values = new String[32];
    private String[] shared = new String[0];
    private int size;
    private boolean same = true;

    void add(String name, JsonParser parser) throws IOException {
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      same &= size < shared.length && shared[size] == name;
      names[size] = name;
      values[size] = text(parser, values[size]);
      size++;
    }

    /** The value, as one object with that of the row before if it is the same: services, resources, trace ids and nulls mostly are. */
    private static String text(JsonParser parser, @Nullable String before) throws IOException {
      int length = parser.getTextLength();
      if (before == null || before.length() != length) {
        return parser.getText();
      }
      char[] text = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      for (int i = 0; i < length; i++) {
        if (text[offset + i] != before.charAt(i)) {
          return parser.getText();
        }
      }
      return before;
    }

    LogRow take() {
      if (!same || size != shared.length) {
        shared = Arrays.copyOf(names, size);
      }
      LogRow row = LogRow.owning(shared, Arrays.copyOf(values, size));
      size = 0;
      same = true;
      return row;
    }
  }
}
