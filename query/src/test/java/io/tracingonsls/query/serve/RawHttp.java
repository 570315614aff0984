// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Sends requests exactly as written, because some targets are malformed on purpose and a client would tidy them. */
final class RawHttp {
  private RawHttp() {}

  record Answer(int status, Map<String, String> headers, String text, int bytes) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  static Answer get(int port, String target) throws IOException {
    return send(port, "GET", target, Map.of(), "");
  }

  static Answer send(
      int port, String method, String target, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: query\r\n");
    headers.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (bytes.length > 0) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return read(socket.getInputStream(), method.equals("HEAD"));
    }
  }

  private static Answer read(InputStream in, boolean headOnly) throws IOException {
    byte[] all = in.readAllBytes();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    byte[] raw = java.util.Arrays.copyOfRange(all, end + 4, all.length);
    byte[] body = headOnly ? new byte[0] : body(headers, raw);
    return new Answer(
        Integer.parseInt(lines[0].split(" ", 3)[1]),
        headers,
        new String(body, StandardCharsets.UTF_8),
        raw.length);
  }

  private static byte[] body(Map<String, String> headers, byte[] raw) throws IOException {
    byte[] body = raw;
    if ("chunked".equals(headers.get("Transfer-Encoding"))) {
      body = unchunked(raw);
    } else if (headers.containsKey("Content-Length")
        && Integer.parseInt(headers.get("Content-Length")) != raw.length) {
      throw new IOException("the answer was cut");
    }
    if ("gzip".equals(headers.get("Content-Encoding"))) {
      return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return body;
  }

  private static byte[] unchunked(byte[] raw) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(raw));
    while (true) {
      StringBuilder size = new StringBuilder();
      int c = in.read();
      while (c != '\n') {
        if (c < 0) {
          throw new IOException("the answer was cut");
        }
        size.append((char) c);
        c = in.read();
      }
      int length = Integer.parseInt(size.toString().strip().toLowerCase(Locale.ROOT), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      body.write(in.readNBytes(length));
      in.readNBytes(2);
    }
  }
}
