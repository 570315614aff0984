// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

/** Media types as they may be shown and compared. */
final class MediaTypes {
  private static final int MAX_SHOWN = 120;

  private MediaTypes() {}

  /** Whether it is {@code type/subtype} of token characters. */
  static boolean isWellFormed(String mediaType) {
    int slash = mediaType.indexOf('/');
    return slash > 0 && slash < mediaType.length() - 1 && mediaType.indexOf('/', slash + 1) < 0;
  }

  /** The type with everything special to HTML escaped, and not too long, since it goes back to whoever sent it. */
  static String escaped(String mediaType) {
    String shown = mediaType.length() > MAX_SHOWN ? mediaType.substring(0, MAX_SHOWN) : mediaType;
    return shown
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
