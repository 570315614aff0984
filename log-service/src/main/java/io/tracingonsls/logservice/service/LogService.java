// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.admin.HashKey;
import io.tracingonsls.logservice.admin.JsonBody;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.admin.ProjectInfo;
import io.tracingonsls.logservice.engine.LogEngine;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.index.IndexHistory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Administration of Logstores: each change goes to the catalog first and then to the engine. A crash between the two is made good at the
 * next start: Logstores in the catalog are opened, logs of deleted ones removed. Logs that the catalog knows nothing of (because its file
 * was damaged) are never removed; creating the Logstore again finds them. Thread-safe; changes come one at a time.
 */
public final class LogService {
  private static final Logger log = LoggerFactory.getLogger(LogService.class);

  private final Catalog catalog;
  private final LogEngine engine;
  private final long maxDiskBytes;
  private final boolean indexAppliesToAll;
  private final ReentrantLock changes = new ReentrantLock();

  /**
   * Puts the two together; both are owned by the caller.
   *
   * @param maxDiskBytes cap per Logstore, 0 for none
   * @param indexAppliesToAll whether an index configuration also covers logs written before it
   */
  public LogService(
      Catalog catalog, LogEngine engine, long maxDiskBytes, boolean indexAppliesToAll) {
    this.catalog = catalog;
    this.engine = engine;
    this.maxDiskBytes = maxDiskBytes;
    this.indexAppliesToAll = indexAppliesToAll;
  }

  /** Loads the catalog and opens every Logstore. */
  public void start() throws IOException {
    catalog.load();
    for (ProjectInfo project : catalog.projects()) {
      for (String doomed : project.doomed()) {
        purge(project.name(), doomed);
      }
      for (LogstoreInfo logstore : project.logstores().values()) {
        engine.open(nameOf(logstore), options(logstore));
      }
    }
  }

  /** What exists. Changes to Logstores must go through this class, all others may be made directly. */
  public Catalog catalog() {
    return catalog;
  }

  /** The logs of a Logstore. */
  public Logstore logs(LogstoreInfo logstore) {
    Logstore found = engine.find(nameOf(logstore));
    if (found == null) {
      throw new ServiceException(
          ErrorCode.LOG_STORE_NOT_EXIST, "logstore " + logstore.name() + " does not exist");
    }
    return found;
  }

  /** The index configurations that queries on the Logstore go by. */
  public IndexHistory index(LogstoreInfo logstore) {
    return indexAppliesToAll ? IndexHistory.always(logstore.index().current()) : logstore.index();
  }

  public void deleteProject(String name) {
    changes.lock();
    try {
      for (String logstore : List.copyOf(catalog.project(name).logstores().keySet())) {
        catalog.deleteLogstore(name, logstore);
      }
      for (String doomed : catalog.project(name).doomed()) {
        purge(name, doomed);
      }
      if (catalog.project(name).doomed().isEmpty()) {
        catalog.deleteProject(name);
      } else {
        throw new ServiceException(
            ErrorCode.INTERNAL_SERVER_ERROR, "The logs could not be deleted");
      }
    } finally {
      changes.unlock();
    }
  }

  public void createLogstore(String project, ObjectNode request) {
    changes.lock();
    try {
      for (String doomed : catalog.project(project).doomed()) {
        purge(project, doomed);
      }
      refuseDoomed(project, new JsonBody(request).text("logstoreName", ""));
      LogstoreInfo created = catalog.createLogstore(project, request);
      try {
        engine.open(nameOf(created), options(created));
      } catch (IOException e) {
        catalog.deleteLogstore(project, created.name());
        throw new ServiceException(
            ErrorCode.INTERNAL_SERVER_ERROR, "The logstore's folder could not be made", e);
      }
    } finally {
      changes.unlock();
    }
  }

  /** Its old logs would be mixed with new ones, and the next start would remove both. */
  private void refuseDoomed(String project, String logstore) {
    if (catalog.project(project).doomed().contains(logstore)) {
      throw new ServiceException(
          ErrorCode.INTERNAL_SERVER_ERROR, "The deleted logstore's logs are not removed yet");
    }
  }

  public void updateLogstore(String project, String name, ObjectNode request) {
    applying(() -> catalog.updateLogstore(project, name, request));
  }

  public void deleteLogstore(String project, String name) {
    changes.lock();
    try {
      catalog.deleteLogstore(project, name);
      purge(project, name);
    } finally {
      changes.unlock();
    }
  }

  public void createIndex(String project, String name, ObjectNode document) {
    applying(() -> catalog.createIndex(project, name, document));
  }

  public void updateIndex(String project, String name, ObjectNode document) {
    applying(() -> catalog.updateIndex(project, name, document));
  }

  public void deleteIndex(String project, String name) {
    applying(() -> catalog.deleteIndex(project, name));
  }

  public LogstoreInfo splitShard(String project, String name, int shard, @Nullable HashKey key) {
    return catalog.splitShard(project, name, shard, key);
  }

  public LogstoreInfo splitShardEvenly(String project, String name, int shard, int count) {
    return catalog.splitShardEvenly(project, name, shard, count);
  }

  public LogstoreInfo mergeShards(String project, String name, int shard) {
    return catalog.mergeShards(project, name, shard);
  }

  @FunctionalInterface
  private interface Change {
    LogstoreInfo make();
  }

  private void applying(Change change) {
    changes.lock();
    try {
      LogstoreInfo changed = change.make();
      logs(changed).options(options(changed));
    } finally {
      changes.unlock();
    }
  }

  /** Leaves the note in the catalog when the disk refuses, so that it is tried again. */
  private void purge(String project, String logstore) {
    try {
      engine.delete(new LogstoreName(project, logstore));
      catalog.purged(project, logstore);
    } catch (IOException e) {
      log.warn("{}/{}: its logs could not be deleted yet", project, logstore, e);
    }
  }

  private LogstoreOptions options(LogstoreInfo logstore) {
    return new LogstoreOptions(
        logstore.settings().ttlDays(), maxDiskBytes, logstore.index().currentNumber());
  }

  private static LogstoreName nameOf(LogstoreInfo logstore) {
    return new LogstoreName(logstore.project(), logstore.name());
  }
}
