// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of TChannel, protocol version 2: frames of at most 65,535 bytes, size (2), type (1), reserved (1), id (4),
 * reserved (8), payload.
 */
final class TChannelFrame {
  static final int MAX_BYTES = 65_535;
  static final int HEADER_BYTES = 16;
  static final int TRACING_BYTES = 25;
  static final int VERSION = 2;

  static final int INIT_REQUEST = 0x01;
  static final int INIT_RESPONSE = 0x02;
  static final int CALL_REQUEST = 0x03;
  static final int CALL_RESPONSE = 0x04;
  static final int CALL_REQUEST_CONTINUE = 0x13;
  static final int CANCEL = 0xc0;
  static final int CLAIM = 0xc1;
  static final int PING_REQUEST = 0xd0;
  static final int PING_RESPONSE = 0xd1;
  static final int ERROR = 0xff;

  /** Error codes that the protocol defines and a collector needs. */
  enum ErrorCode {
    BUSY(0x03),
    UNEXPECTED(0x05),
    BAD_REQUEST(0x06),
    FATAL(0xff);

    private final int code;

    ErrorCode(int code) {
      this.code = code;
    }
  }

  private static final int MAX_MESSAGE = 1000;

  private TChannelFrame() {}

  /** Starts a frame; {@link #finish} writes its size. */
  static ByteBuf start(ByteBufAllocator allocator, int type, int id) {
    ByteBuf frame = allocator.buffer(128);
    return frame.writeShort(0).writeByte(type).writeByte(0).writeInt(id).writeLong(0);
  }

  static ByteBuf finish(ByteBuf frame) {
    return frame.setShort(0, frame.readableBytes());
  }

  static ByteBuf pong(ByteBufAllocator allocator, int id) {
    return finish(start(allocator, PING_RESPONSE, id));
  }

  static ByteBuf initResponse(ByteBufAllocator allocator, int id, String hostPort) {
    ByteBuf frame = start(allocator, INIT_RESPONSE, id).writeShort(VERSION).writeShort(5);
    pair(frame, "host_port", hostPort);
    pair(frame, "process_name", "tracing-on-sls");
    pair(frame, "tchannel_language", "java");
    pair(frame, "tchannel_language_version", "17");
    pair(frame, "tchannel_version", "1");
    return finish(frame);
  }

  private static void pair(ByteBuf frame, String key, String value) {
    text16(frame, key);
    text16(frame, value);
  }

  private static void text16(ByteBuf frame, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    frame.writeShort(bytes.length).writeBytes(bytes);
  }

  /** An answer without checksum; arg1 and the application headers are empty. The result has to fit into one frame. */
  static ByteBuf callResponse(ByteBufAllocator allocator, int id, byte[] tracing, byte[] result) {
    ByteBuf frame = start(allocator, CALL_RESPONSE, id);
    frame.writeByte(0).writeByte(0).writeBytes(tracing).writeByte(1);
    text8(frame, "as");
    text8(frame, "thrift");
    frame.writeByte(0).writeShort(0);
    frame.writeShort(2).writeShort(0);
    frame.writeShort(result.length).writeBytes(result);
    return finish(frame);
  }

  private static void text8(ByteBuf frame, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    frame.writeByte(bytes.length).writeBytes(bytes);
  }

  static ByteBuf error(
      ByteBufAllocator allocator, int id, ErrorCode code, byte[] tracing, String message) {
    ByteBuf frame = start(allocator, ERROR, id).writeByte(code.code).writeBytes(tracing);
    text16(frame, message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message);
    return finish(frame);
  }
}
