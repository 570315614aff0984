// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** One keep-alive HTTP/1.1 connection to a loopback address that costs next to no CPU itself. Not thread-safe. */
final class HttpConnection implements AutoCloseable {
  private final String authority;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] body = new byte[0];

  HttpConnection(int port) throws IOException {
    this(URI.create("http://127.0.0.1:" + port));
  }

  HttpConnection(URI server) throws IOException {
    InetAddress address = InetAddress.getByName(server.getHost());
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException("server: " + server + " (expected: a loopback address)");
    }
    authority = server.getAuthority();
    socket = new Socket(address, server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
  }

  /** Sends a request and returns the status; the answer's body is then in {@link #body()}. */
  int post(String path, Map<String, String> headers, byte[] content) throws IOException {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + authority);
    headers.forEach(
        (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\nContent-Length: ").append(content.length).append("\r\n\r\n");
    byte[] headBytes = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[headBytes.length + content.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(content, 0, all, headBytes.length, content.length);
    out.write(all);
    return readAnswer();
  }

  int get(String target) throws IOException {
    String head = "GET " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    return readAnswer();
  }

  byte[] body() {
    return body;
  }

  int bodyBytes() {
    return body.length;
  }

  private int readAnswer() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    body = chunked ? chunks() : exactly(length);
    return status;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      all.writeBytes(exactly(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int chunkSize() throws IOException {
    String text = line();
    int end = text.indexOf(';');
    return Integer.parseInt((end < 0 ? text : text.substring(0, end)).strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("connection closed within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
