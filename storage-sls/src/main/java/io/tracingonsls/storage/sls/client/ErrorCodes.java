// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.sls.client.SlsFailure.Kind;
import java.util.Locale;

/** Sorts Log Service's error codes. */
final class ErrorCodes {
  private ErrorCodes() {}

  static Kind kind(String code, int httpStatus, String message) {
    if (code.endsWith("NotExist") || code.equals("LogStoreWithoutShard")) {
      return Kind.MISSING;
    }
    if (code.endsWith("AlreadyExist")) {
      return Kind.EXISTS;
    }
    if (code.contains("Quota") || code.contains("QpsLimit") || code.contains("TooManyRequests")) {
      return Kind.QUOTA;
    }
    return switch (code) {
      case "RequestError", "BadResponse", "InvalidErrorResponse", "SocketTimeout" -> Kind.NETWORK;
      case "InternalServerError", "RequestTimeout", "ServerBusy" -> Kind.SERVER;
      case "Unauthorized",
          "SignatureNotMatch",
          "InvalidAccessKeyId",
          "RequestTimeTooSkewed",
          "RequestTimeExpired" -> isPermission(message) ? Kind.FORBIDDEN : Kind.CREDENTIALS;
      case "ProjectForbidden" -> Kind.FORBIDDEN;
      case "PostBodyTooLarge" -> Kind.TOO_LARGE;
      default -> byStatus(code, httpStatus, message);
    };
  }

  private static Kind byStatus(String code, int httpStatus, String message) {
    if (httpStatus >= 500) {
      return Kind.SERVER;
    }
    if (httpStatus == 413) {
      return Kind.TOO_LARGE;
    }
    String text = message.toLowerCase(Locale.ROOT);
    if (code.equals("ParameterInvalid")
        && (text.contains("query concurrently") || text.contains("too many queued"))) {
      return Kind.QUOTA;
    }
    if (httpStatus == 401 || httpStatus == 403) {
      return isPermission(message) ? Kind.FORBIDDEN : Kind.CREDENTIALS;
    }
    return httpStatus >= 400 || code.startsWith("Invalid") ? Kind.QUERY : Kind.OTHER;
  }

  private static boolean isPermission(String message) {
    return message.toLowerCase(Locale.ROOT).contains("denied by sts or ram");
  }

  /** What users read. Servers' texts about keys and signatures may repeat them, so those get a text of ours. */
  static String message(Kind kind, String action, String code, String serverText) {
    return switch (kind) {
      case NETWORK ->
        action + ": Log Service could not be reached (" + networkReason(serverText) + ")";
      case SERVER -> action + ": Log Service has an internal problem (" + code + ")";
      case QUOTA -> action + ": Log Service refuses more for now (" + code + ")";
      case CREDENTIALS ->
        action + ": Log Service does not accept the credentials (" + code + "); "
            + credentialsHint(code);
      case FORBIDDEN ->
        action + ": the access key lacks a permission (" + permission(serverText) + ")";
      case CLOSED -> action + ": the storage is closed";
      default -> action + ": " + code + ": " + cut(serverText);
    };
  }

  private static String credentialsHint(String code) {
    return code.startsWith("RequestTime")
        ? "check this machine's clock"
        : "check access key id, secret and token";
  }

  /** The action that RAM names, and nothing else of its text. */
  private static String permission(String text) {
    int start = text.indexOf("log:");
    if (start < 0) {
      return "denied";
    }
    int end = start;
    while (end < text.length()
        && (Character.isLetter(text.charAt(end)) || text.charAt(end) == ':')) {
      end++;
    }
    return text.substring(start, end);
  }

  private static String networkReason(String text) {
    int mark = text.lastIndexOf("[ErrorCode]:");
    if (mark < 0) {
      return "no usable answer";
    }
    String reason = text.substring(mark + "[ErrorCode]:".length());
    int requestId = reason.indexOf("[RequestId]");
    return cut((requestId < 0 ? reason : reason.substring(0, requestId)).strip());
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
