// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.AdminLimits;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogEngine;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.error.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalog and engine stay in step when the disk refuses in between. */
final class LogServiceTest {
  private static final String PROJECT = "some-project";

  @TempDir
  Path directory;

  /** Lets deletions fail on demand. */
  private static final class StubbornEngine implements LogEngine {
    private final LogEngine engine;
    private boolean refuses;

    StubbornEngine(LogEngine engine) {
      this.engine = engine;
    }

    @Override
    public Logstore open(LogstoreName name, LogstoreOptions options) throws IOException {
      return engine.open(name, options);
    }

    @Override
    public Logstore find(LogstoreName name) {
      return engine.find(name);
    }

    @Override
    public void delete(LogstoreName name) throws IOException {
      if (refuses) {
        throw new IOException("refused");
      }
      engine.delete(name);
    }

    @Override
    public List<LogstoreName> openNames() {
      return engine.openNames();
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private StubbornEngine engine() throws IOException {
    return new StubbornEngine(
        ColumnEngine.start(directory.resolve("logs"), EngineOptions.DEFAULT, Clock.systemUTC()));
  }

  private LogService service(LogEngine engine) throws IOException {
    Catalog catalog =
        new Catalog(directory.resolve("catalog"), AdminLimits.DOCUMENTED, Clock.systemUTC());
    LogService service = new LogService(catalog, engine, 0, false);
    service.start();
    return service;
  }

  private static ObjectNode logstore() {
    return JsonNodeFactory.instance.objectNode().put("logstoreName", "logs");
  }

  @Test
  void deletion_thatTheDiskRefusesIsFinishedAtTheNextStart() throws IOException {
    try (StubbornEngine engine = engine()) {
      LogService service = service(engine);
      service.catalog().createProject(PROJECT, JsonNodeFactory.instance.objectNode());
      service.createLogstore(PROJECT, logstore());
      engine.refuses = true;
      service.deleteLogstore(PROJECT, "logs");
      assertThat(service.catalog().project(PROJECT).doomed()).containsExactly("logs");
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> service.createLogstore(PROJECT, logstore()));
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> service.deleteProject(PROJECT));
    }
    try (StubbornEngine engine = engine()) {
      LogService service = service(engine);
      assertThat(service.catalog().project(PROJECT).doomed()).isEmpty();
      service.createLogstore(PROJECT, logstore());
      service.deleteProject(PROJECT);
      assertThat(engine.openNames()).isEmpty();
    }
  }
}
