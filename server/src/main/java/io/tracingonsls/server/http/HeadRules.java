// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refuses heads that two programs could read differently, and turns good ones into our own types. */
final class HeadRules {
  private HeadRules() {}

  /** The error that a head of the decoder deserves, by what the decoder met. */
  static HttpException decoderError(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new HttpException(414, "URI too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new HttpException(431, "request header fields too large");
    }
    return new HttpException(400, "malformed request");
  }

  /** Checks version, method, length, transfer encoding and host. */
  static void check(io.netty.handler.codec.http.HttpRequest head) {
    HttpVersion version = head.protocolVersion();
    boolean http11 = version.equals(HttpVersion.HTTP_1_1);
    if (!http11 && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new HttpException(505, "HTTP version not supported");
    }
    checkMethod(head.method().name());
    checkLength(head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH));
    checkTransferEncoding(head, http11);
    List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (http11 && hosts.isEmpty())) {
      throw new HttpException(400, "exactly one Host header is required");
    }
    checkHost(hosts.isEmpty() ? "" : hosts.get(0));
  }

  /** A host with a space is what a folded line behind the header leaves. */
  private static void checkHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c >= 0x7f || "/\\?#@<>\"".indexOf(c) >= 0) {
        throw new HttpException(400, "malformed Host");
      }
    }
  }

  private static void checkMethod(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      boolean token = c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
      if (!token) {
        throw new HttpException(400, "malformed method");
      }
    }
    if (method.equals("CONNECT")) {
      throw new HttpException(405, "");
    }
  }

  private static void checkLength(List<String> lengths) {
    if (lengths.isEmpty()) {
      return;
    }
    String length = lengths.get(0);
    boolean digits = !length.isEmpty()
        && length.length() <= 18
        && length.chars().allMatch(c -> c >= '0' && c <= '9');
    if (lengths.size() > 1 || !digits) {
      throw new HttpException(400, "malformed Content-Length");
    }
  }

  private static void checkTransferEncoding(
      io.netty.handler.codec.http.HttpRequest head, boolean http11) {
    List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    if (!chunked || !http11 || head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      throw new HttpException(400, "unsupported Transfer-Encoding");
    }
  }

  static Headers headers(io.netty.handler.codec.http.HttpHeaders netty) {
    List<String> fields = new ArrayList<>(netty.size() * 2);
    for (Map.Entry<String, String> field : netty) {
      fields.add(field.getKey());
      fields.add(field.getValue());
    }
    return Headers.ofChecked(fields);
  }
}
