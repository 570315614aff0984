// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.lifecycle;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that do network I/O, shared by all listeners of a process and owned by whoever made them. Threads start
 * with the first use.
 */
public final class EventLoops implements AutoCloseable {
  private final EventLoopGroup group;

  private EventLoops(EventLoopGroup group) {
    this.group = group;
  }

  /**
   * Makes a group of threads.
   *
   * @param name prefix of the threads' names
   * @param threads how many; 0 means one per processor
   */
  public static EventLoops create(String name, int threads) {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return new EventLoops(new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory(name, true), NioIoHandler.newFactory()));
  }

  /** The Netty group, for code that sets up channels. */
  public EventLoopGroup group() {
    return group;
  }

  /** Stops the threads, waiting at most five seconds. Idempotent. Close the listeners first. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
