// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Content types by file name, and tags by content. */
final class MediaTypes {
  private MediaTypes() {}

  static String of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "html", "htm" -> "text/html; charset=utf-8";
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "json", "map" -> "application/json";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "gif" -> "image/gif";
      case "webp" -> "image/webp";
      case "ico" -> "image/x-icon";
      case "woff" -> "font/woff";
      case "woff2" -> "font/woff2";
      case "ttf" -> "font/ttf";
      case "eot" -> "application/vnd.ms-fontobject";
      case "wasm" -> "application/wasm";
      case "txt" -> "text/plain; charset=utf-8";
      case "webmanifest" -> "application/manifest+json";
      default -> "application/octet-stream";
    };
  }

  /** Whether gzip makes the type smaller. */
  static boolean compresses(String contentType) {
    return contentType.startsWith("text/")
        || contentType.contains("json")
        || contentType.contains("svg")
        || contentType.contains("wasm");
  }

  static String tag(byte[] bytes) {
    return '"' + base64Sha256(bytes).substring(0, 22) + '"';
  }

  static String base64Sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
