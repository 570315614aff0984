// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.storage.SamplingStore.Probability;
import io.tracingonsls.storage.SamplingStore.Throughput;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs operations into the rows that {@link SamplingRows} reads, and rows into LogGroups. Used for what one collector writes of one window;
 * not thread-safe.
 */
public final class SamplingRowWriter {
  private static final byte LOGS = 0x0a;
  private static final byte TIME = 0x08;
  private static final int ROW_BYTES = 64 << 10;
  private static final int GROUP_BYTES = 2_000_000;
  private static final int GROUP_LOGS = 4_000;

  private record Packed(String service, RowBytes operations) {}

  private final FieldName kindName = new FieldName(SamplingRows.KIND);
  private final FieldName collectorName = new FieldName(SamplingRows.COLLECTOR);
  private final FieldName windowName = new FieldName("window_start");
  private final FieldName serviceName = new FieldName(SamplingRows.SERVICE);
  private final FieldName partName = new FieldName(SamplingRows.PART);
  private final FieldName partsName = new FieldName(SamplingRows.PARTS);
  private final FieldName operationsName = new FieldName(SamplingRows.OPERATIONS);

  private final long windowStartSeconds;
  private final String kind;
  private final String collector;
  private final List<Packed> rows = new ArrayList<>();
  private final RowBytes open = new RowBytes(ROW_BYTES + 1024);
  private String service = "";

  /** {@code kind} is one of those in {@link SamplingRows}. */
  public SamplingRowWriter(long windowStartSeconds, String kind, String collector) {
    this.windowStartSeconds = windowStartSeconds;
    this.kind = kind;
    this.collector = collector;
  }

  /** Adds an operation of a row of kind throughput. */
  public void add(Throughput row) {
    begin(row.service(), row.operation());
    open.put(',').decimal(row.count());
    end(row.probabilities());
  }

  /** Adds an operation of a row of kind probabilities. */
  public void add(Probability row) {
    begin(row.service(), row.operation());
    open.put(',').utf8(Double.toString(row.probability())).put(',').decimal(row.idleWindows());
    end(row.samplesPerSecond());
  }

  private void begin(String owner, String operation) {
    if (!owner.equals(service) || open.size() >= ROW_BYTES) {
      pack();
      service = owner;
    }
    open.put(open.isEmpty() ? '[' : ',').put('[').jsonString(operation);
  }

  private void end(List<Double> numbers) {
    for (Double number : numbers) {
      open.put(',').utf8(number.toString());
    }
    open.put(']');
  }

  private void pack() {
    if (!open.isEmpty()) {
      open.put(']');
      rows.add(new Packed(service, new RowBytes(open.size()).put(open)));
      open.clear();
    }
  }

  /** The LogGroups; none when nothing was added. */
  public List<byte[]> logGroups() {
    pack();
    List<byte[]> groups = new ArrayList<>();
    RowBytes group = new RowBytes(ROW_BYTES);
    RowBytes log = new RowBytes(ROW_BYTES);
    int logs = 0;
    for (int i = 0; i < rows.size(); i++) {
      log.clear();
      encode(rows.get(i), i + 1, log);
      if (logs == GROUP_LOGS || (logs > 0 && group.size() + log.size() > GROUP_BYTES)) {
        groups.add(group.toByteArray());
        group.clear();
        logs = 0;
      }
      group.put(LOGS).varint(log.size()).put(log);
      logs++;
    }
    if (logs > 0) {
      groups.add(group.toByteArray());
    }
    return groups;
  }

  private void encode(Packed row, int part, RowBytes log) {
    log.put(TIME).varint(windowStartSeconds);
    kindName.text(log, kind);
    collectorName.text(log, collector);
    windowName.decimal(log, windowStartSeconds);
    serviceName.text(log, row.service());
    partName.decimal(log, part);
    partsName.decimal(log, rows.size());
    operationsName.bytes(log, row.operations());
  }
}
