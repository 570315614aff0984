// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes it is told to, right or wrong. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /** One answer: head and body by Content-Length or chunks. */
  Answer receive() throws IOException {
    String head = head();
    int status = Integer.parseInt(head.substring(9, 12));
    String lower = head.toLowerCase(Locale.ROOT);
    byte[] body = new byte[0];
    int length = lower.indexOf("content-length: ");
    if (length >= 0) {
      int end = lower.indexOf('\r', length);
      body = in().readNBytes(Integer.parseInt(lower.substring(length + 16, end).strip()));
    } else if (lower.contains("transfer-encoding: chunked")) {
      body = chunks();
    }
    return new Answer(status, head, new String(body, StandardCharsets.ISO_8859_1));
  }

  /** Only the status line and headers. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in().read();
      if (b < 0) {
        throw new IOException("closed after: " + head);
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.write(in().readNBytes(size));
      line();
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b;
    while ((b = in().read()) != '\n') {
      if (b < 0) {
        throw new IOException("closed inside a chunk");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server has ended the connection; waits for it. */
  boolean isClosedByServer() throws IOException {
    try {
      return in().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Answer(int status, String head, String latin1Body) {
    byte[] body() {
      return latin1Body.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }
  }
}
