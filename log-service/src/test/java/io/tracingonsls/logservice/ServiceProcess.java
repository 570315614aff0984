// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A service in a process of its own, so that it can be killed. */
final class ServiceProcess implements AutoCloseable {
  static final AccessKey KEY = AccessKey.permanent("testAk", "testSk");

  private final Process process;
  private final String target;

  private ServiceProcess(Process process, String target) {
    this.process = process;
    this.target = target;
  }

  static ServiceProcess start(Path dataDir) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProcess.class.getName(),
            dataDir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader out = process.inputReader();
    String target = out.readLine();
    if (target == null) {
      throw new IOException("service process: ended before it was ready");
    }
    return new ServiceProcess(process, target);
  }

  String target() {
    return target;
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    LocalLogService service =
        LocalLogService.start(LocalLogServiceSettings.builder(Path.of(arguments[0]))
            .listen(new HostPort("127.0.0.1", 0))
            .accessKeys(List.of(KEY))
            .build());
    System.out.println(service.target());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
