// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/** How the bytes of a LogGroup are compressed on the wire and in the write-ahead log. */
public enum Codec {
  /** Plain protobuf bytes. */
  NONE,
  /** One raw LZ4 block, without frame or size prefix. */
  LZ4,
  /** A zlib stream. */
  DEFLATE,
  /** A standard zstd frame. */
  ZSTD
}
