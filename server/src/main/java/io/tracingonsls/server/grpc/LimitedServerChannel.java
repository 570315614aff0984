// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Accepts so many connections at a time and closes further ones at once: gRPC itself has no limit. */
final class LimitedServerChannel extends NioServerSocketChannel {
  private final int maxConnections;
  private final Consumer<String> refused;
  private final AtomicInteger open = new AtomicInteger();

  /** {@code refused} gets the reason {@code connections} for each connection that is not taken. */
  LimitedServerChannel(int maxConnections, Consumer<String> refused) {
    this.maxConnections = maxConnections;
    this.refused = refused;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int before = accepted.size();
    int result = super.doReadMessages(accepted);
    for (int i = accepted.size() - 1; i >= before; i--) {
      Channel connection = (Channel) accepted.get(i);
      if (open.get() >= maxConnections) {
        accepted.remove(i);
        refused.accept("connections");
        connection.unsafe().closeForcibly();
      } else {
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
      }
    }
    return result;
  }
}
