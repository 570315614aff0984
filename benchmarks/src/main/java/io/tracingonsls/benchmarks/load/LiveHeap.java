// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Bytes that are in use in another JVM of the same user: what is left after a full collection, which this asks for. */
final class LiveHeap implements AutoCloseable {
  private final VirtualMachine machine;
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  @SuppressWarnings("BanJNDI") // The address comes from a process of our own on this machine.
  LiveHeap(long pid) throws IOException {
    try {
      machine = VirtualMachine.attach(Long.toString(pid));
    } catch (com.sun.tools.attach.AttachNotSupportedException other) {
      throw new IOException("process " + pid + " is no JVM", other);
    }
    connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    memory = ManagementFactory.newPlatformMXBeanProxy(
        connector.getMBeanServerConnection(),
        ManagementFactory.MEMORY_MXBEAN_NAME,
        MemoryMXBean.class);
  }

  long bytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** The most that is seen, looking again and again while {@code work} is not done. */
  long mostBytesDuring(Work work) throws IOException, InterruptedException {
    Looker looker = new Looker();
    looker.start();
    try {
      work.run();
    } finally {
      looker.done = true;
      looker.join();
    }
    return looker.most;
  }

  /** What is looked at. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  private final class Looker extends Thread {
    private volatile boolean done;
    private volatile long most;

    Looker() {
      super("live-heap");
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!done) {
        most = Math.max(most, bytes());
      }
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
    machine.detach();
  }
}
