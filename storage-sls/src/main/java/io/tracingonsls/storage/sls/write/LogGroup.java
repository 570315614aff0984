// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.layout.RowBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Parts of several writes that go out together. */
public final class LogGroup {
  /** Some logs and the write that they belong to. */
  public record Part(PendingWrite owner, EncodedLogs logs) {}

  private static final byte SOURCE = 0x22;

  private final List<Part> parts;

  public LogGroup(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  public int logs() {
    int count = 0;
    for (Part part : parts) {
      count += part.logs().logs();
    }
    return count;
  }

  public int bytes() {
    int count = 0;
    for (Part part : parts) {
      count += part.logs().length();
    }
    return count;
  }

  /** The protobuf message. */
  byte[] encode(String sourceAddress) {
    return encode(parts.stream().map(Part::logs).toList(), sourceAddress);
  }

  /** The protobuf message of these logs. */
  public static byte[] encode(List<EncodedLogs> parts, String sourceAddress) {
    byte[] source = sourceAddress.getBytes(StandardCharsets.UTF_8);
    RowBytes tail = new RowBytes(source.length + 8);
    tail.put(SOURCE).varint(source.length).put(source);
    int bytes = parts.stream().mapToInt(EncodedLogs::length).sum();
    byte[] message = new byte[bytes + tail.size()];
    int at = 0;
    for (EncodedLogs logs : parts) {
      logs.copyTo(message, at);
      at += logs.length();
    }
    System.arraycopy(tail.array(), 0, message, at, tail.size());
    return message;
  }

  /** Whether somebody still waits for it. */
  boolean isWanted() {
    return parts.stream().anyMatch(part -> !part.owner().isDone());
  }

  /** The group without the writes that were given up. */
  LogGroup wanted() {
    return new LogGroup(parts.stream().filter(part -> !part.owner().isDone()).toList());
  }

  /** The parts in order. */
  public void eachPart(Consumer<EncodedLogs> action) {
    parts.forEach(part -> action.accept(part.logs()));
  }

  boolean isSingleLog() {
    return parts.size() == 1 && parts.get(0).logs().logs() == 1;
  }

  /** Two smaller groups, to find the log that is refused. */
  List<LogGroup> halves() {
    if (parts.size() > 1) {
      int middle = parts.size() / 2;
      return List.of(
          new LogGroup(parts.subList(0, middle)),
          new LogGroup(parts.subList(middle, parts.size())));
    }
    Part only = parts.get(0);
    List<LogGroup> halves = new ArrayList<>(2);
    for (EncodedLogs half : only.logs().halves()) {
      halves.add(new LogGroup(List.of(new Part(only.owner(), half))));
    }
    return halves;
  }

  void stored() {
    parts.forEach(part -> part.owner().stored(part.logs().logs()));
  }

  void refused() {
    parts.forEach(part -> part.owner().refused(part.logs().logs()));
  }

  void failed(StorageException failure) {
    parts.forEach(part -> part.owner().failed(failure));
  }
}
