// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

/** A file of the web UI. Its bytes must not be changed. */
final class UiFile {
  private final byte[] bytes;
  private final String contentType;
  private final String tag;

  UiFile(byte[] bytes, String contentType) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.tag = MediaTypes.tag(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  String contentType() {
    return contentType;
  }

  /** A quoted HTTP entity tag, which changes when the content does. */
  String tag() {
    return tag;
  }
}
