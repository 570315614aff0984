// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Datagrams, which nobody answers: what arrived is to be read from the collector's counters. */
final class UdpConnection implements Connection {
  private final DatagramSocket socket;
  private final int port;

  UdpConnection(int port) throws IOException {
    this.port = port;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSendBufferSize(1 << 20);
  }

  @Override
  public String send(byte[] body) throws IOException {
    socket.send(new DatagramPacket(body, body.length, InetAddress.getLoopbackAddress(), port));
    return ACCEPTED;
  }

  @Override
  public void close() {
    socket.close();
  }
}
