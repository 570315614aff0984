// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the local Log Service and answers later than it does, as a service far away would: passes bytes on as they are, but the
 * first bytes of each answer wait. Ends with its process.
 */
public final class DelayProxy {
  private static final Map<String, String> DEFAULTS =
      Map.of("listen", "12790", "to", "12690", "delay-millis", "30");

  private final int to;
  private final long delayNanos;

  private DelayProxy(Arguments arguments) {
    this.to = (int) arguments.number("to");
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(arguments.number("delay-millis"));
  }

  public static void main(String[] arguments) throws IOException {
    Arguments parsed = Arguments.parse(arguments, DEFAULTS);
    DelayProxy proxy = new DelayProxy(parsed);
    try (ServerSocket server =
        new ServerSocket((int) parsed.number("listen"), 256, InetAddress.getLoopbackAddress())) {
      while (true) {
        proxy.serve(server.accept());
      }
    }
  }

  private void serve(Socket client) throws IOException {
    Socket service = new Socket(InetAddress.getLoopbackAddress(), to);
    client.setTcpNoDelay(true);
    service.setTcpNoDelay(true);
    Connection connection = new Connection(client, service);
    start(connection::requests, "requests");
    start(connection::answers, "answers");
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, "delay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection of a client, which sends the next request only after the answer. */
  private final class Connection {
    private final Socket client;
    private final Socket service;
    private volatile long lastRequestNanoTime = System.nanoTime();

    Connection(Socket client, Socket service) {
      this.client = client;
      this.service = service;
    }

    void requests() {
      copy(client, service, false);
    }

    void answers() {
      copy(service, client, true);
    }

    private void copy(Socket from, Socket target, boolean delayed) {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream();
          OutputStream out = target.getOutputStream()) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (delayed) {
            long left = delayNanos - (System.nanoTime() - lastRequestNanoTime);
            TimeUnit.NANOSECONDS.sleep(left);
          } else {
            lastRequestNanoTime = System.nanoTime();
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException closed) {
        // One side has gone; closing the streams ends the other direction too.
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
