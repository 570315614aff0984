// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 by hand: the JDK's clients don't let a caller set the Host header, which is where the protocol keeps the project. Certificates
 * and host names are checked. Thread-safe.
 */
final class HttpWire {
  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final int MAX_BODY_BYTES = 128 << 20;

  private final URI target;
  private final int timeoutMillis;

  HttpWire(URI target, Duration timeout) {
    this.target = target;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  ProtocolAnswer send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    try (Socket socket = connect()) {
      StringBuilder head = new StringBuilder(512);
      head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
      headers.forEach(
          (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      head.append("content-length: ").append(body.length).append("\r\nconnection: close\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private Socket connect() throws IOException {
    boolean tls = "https".equals(target.getScheme());
    int port = target.getPort() > 0 ? target.getPort() : tls ? 443 : 80;
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(target.getHost(), port), timeoutMillis);
      plain.setSoTimeout(timeoutMillis);
      if (!tls) {
        return plain;
      }
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      SSLSocket secure = (SSLSocket) factory.createSocket(plain, target.getHost(), port, true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      return secure;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static ProtocolAnswer read(InputStream in) throws IOException {
    String[] status = line(in).split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        headers.put(
            field.substring(0, colon).toLowerCase(Locale.ROOT),
            field.substring(colon + 1).trim());
      }
    }
    return new ProtocolAnswer(Integer.parseInt(status[1]), headers, body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      return exactly(in, Integer.parseInt(length));
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return in.readNBytes(MAX_BODY_BYTES);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      out.writeBytes(exactly(in, size));
      line(in);
      if (out.size() > MAX_BODY_BYTES) {
        throw new IOException("answer: more than " + MAX_BODY_BYTES + " bytes");
      }
    }
    return out.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > MAX_BODY_BYTES) {
      throw new IOException(
          "answer: " + length + " bytes (expected: at most " + MAX_BODY_BYTES + ")");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("answer: cut after " + body.length + " of " + length + " bytes");
    }
    return body;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("answer: connection closed inside the head");
      }
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("answer: a header line of more than " + MAX_LINE_BYTES + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
