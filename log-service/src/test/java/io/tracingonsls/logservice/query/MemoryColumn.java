// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.index.IndexedValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Distinct values in the order of their appearance, and an id per row. */
final class MemoryColumn implements ColumnReader, NumberView {
  private final int[] ids;
  private final List<String> values = new ArrayList<>();
  private final Map<String, Integer> idsByValue = new HashMap<>();

  MemoryColumn(int rows) {
    ids = new int[rows];
    Arrays.fill(ids, -1);
  }

  void put(int row, String value) {
    ids[row] = idsByValue.computeIfAbsent(value, v -> {
      values.add(v);
      return values.size() - 1;
    });
  }

  @Override
  public int valueCount() {
    return values.size();
  }

  @Override
  public int id(int row) {
    return ids[row];
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    System.arraycopy(ids, fromRow, out, 0, count);
  }

  @Override
  public int lookup(byte[] utf8) {
    return idsByValue.getOrDefault(new String(utf8, StandardCharsets.UTF_8), -1);
  }

  @Override
  public String text(int id) {
    return values.get(id);
  }

  @Override
  public byte[] bytes(int id) {
    return values.get(id).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int byteLength(int id) {
    return bytes(id).length;
  }

  @Override
  public int copy(int id, byte[] out, int offset) {
    byte[] bytes = bytes(id);
    System.arraycopy(bytes, 0, out, offset, bytes.length);
    return bytes.length;
  }

  @Override
  public int maxByteLength() {
    return IntStream.range(0, values.size()).map(this::byteLength).max().orElse(0);
  }

  @Override
  public int[] rows(int id) {
    return IntStream.range(0, ids.length).filter(row -> ids[row] == id).toArray();
  }

  @Override
  public int presentCount() {
    return (int) Arrays.stream(ids).filter(id -> id >= 0).count();
  }

  @Override
  public int[] rowCounts() {
    return IntStream.range(0, values.size()).map(id -> rows(id).length).toArray();
  }

  @Override
  public NumberView numbers() {
    return this;
  }

  @Override
  public boolean mayContainWord(String run) {
    return true;
  }

  @Override
  public boolean isLong(int id) {
    return IndexedValues.isLong(values.get(id));
  }

  @Override
  public long asLong(int id) {
    return isLong(id) ? IndexedValues.longValue(values.get(id)) : 0;
  }

  @Override
  public double asDouble(int id) {
    Double value = IndexedValues.parseDouble(values.get(id));
    return value == null ? Double.NaN : value;
  }

  @Override
  public double min() {
    return IntStream.range(0, values.size())
        .mapToDouble(this::asDouble)
        .filter(d -> !Double.isNaN(d))
        .min()
        .orElse(Double.NaN);
  }

  @Override
  public double max() {
    return IntStream.range(0, values.size())
        .mapToDouble(this::asDouble)
        .filter(d -> !Double.isNaN(d))
        .max()
        .orElse(Double.NaN);
  }

  @Override
  public boolean allLongs() {
    return IntStream.range(0, values.size()).allMatch(this::isLong);
  }
}
