// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.testing;

import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a local Log Service for the tests of a class, on a free port, in a temporary folder, with a known key pair and faults at hand.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();
 * }</pre>
 *
 * The field should be static: all tests of the class then share one service, so let each use its own project. Faults are cleared before
 * every test.
 */
public final class LocalLogServiceExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  /** Accepted by the service. */
  public static final AccessKey KEY = AccessKey.permanent("testAk", "testSk");

  private final UnaryOperator<LocalLogServiceSettings.Builder> customize;
  private final Faults faults = new Faults();
  private @Nullable Path directory;
  private @Nullable LocalLogService service;
  private int port;

  /** Classes that use the service now: an outer class and its nested ones call in turn. */
  private int users;

  /** A service with default settings. */
  public LocalLogServiceExtension() {
    this(builder -> builder);
  }

  /** A service whose settings the test changes. */
  public LocalLogServiceExtension(UnaryOperator<LocalLogServiceSettings.Builder> customize) {
    this.customize = customize;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (users++ > 0) {
      return;
    }
    directory = Files.createTempDirectory("local-log-service-");
    start(0);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    faults.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (--users > 0) {
      return;
    }
    stop();
    Path made = directory;
    if (made != null) {
      delete(made);
    }
  }

  private void start(int port) throws IOException {
    LocalLogServiceSettings.Builder builder = LocalLogServiceSettings.builder(dataDir())
        .listen(new HostPort("127.0.0.1", port))
        .accessKeys(List.of(KEY))
        .faults(faults);
    LocalLogService started = LocalLogService.start(customize.apply(builder).build());
    service = started;
    this.port = started.address().port();
  }

  /** Stops the service, keeping its data, until {@link #restart}. */
  public void stop() {
    LocalLogService running = service;
    if (running != null) {
      running.close();
    }
  }

  /** Stops the service if it runs and starts it again on the same port with the same data. */
  public void restart() {
    int port = this.port;
    stop();
    try {
      start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The running service. */
  public LocalLogService service() {
    LocalLogService running = service;
    if (running == null) {
      throw new IllegalStateException(
          "service: not started (expected: registered as an extension)");
    }
    return running;
  }

  /** Endpoint host name for the SDK. */
  public String endpoint() {
    return service().endpoint();
  }

  /** URL to connect to instead of the endpoint. */
  public String target() {
    return service().target();
  }

  /** Folder of the service's data. */
  public Path dataDir() {
    Path made = directory;
    if (made == null) {
      throw new IllegalStateException("folder: not made (expected: registered as an extension)");
    }
    return made;
  }

  /** The script of faults. */
  public Faults faults() {
    return faults;
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(directory, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
          throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
