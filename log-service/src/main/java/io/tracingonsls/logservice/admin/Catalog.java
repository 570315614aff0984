// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.index.IndexConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All projects. Reads are lock-free and see whole changes; changes are made one at a time, and are on disk before they are seen. All
 * methods that change something throw {@link ServiceException}, also when the disk refuses ({@code InternalServerError}).
 */
public final class Catalog {
  private static final Set<String> PROJECT_PASS_THROUGH =
      Set.of("resourceGroupId", "dataRedundancyType", "recycleBinEnabled");

  private static final int MAX_SPLIT = 256;

  private final CatalogDirectory directory;
  private final AdminLimits limits;
  private final Clock clock;
  private final ReentrantLock changes = new ReentrantLock();
  private final ConcurrentSkipListMap<String, ProjectInfo> projects = new ConcurrentSkipListMap<>();

  /** Reads nothing yet; see {@link #load}. */
  public Catalog(Path directory, AdminLimits limits, Clock clock) {
    this.directory = new CatalogDirectory(directory);
    this.limits = limits;
    this.clock = clock;
  }

  /** Reads what earlier runs left, making the folder when there is none. */
  public void load() throws IOException {
    directory.load().forEach(project -> projects.put(project.name(), project));
  }

  /** All projects in order of name, as of now. */
  public Collection<ProjectInfo> projects() {
    return projects.values();
  }

  /**
   * The project.
   *
   * @throws ServiceException {@code ProjectNotExist}
   */
  public ProjectInfo project(String name) {
    ProjectInfo project = projects.get(name);
    if (project == null) {
      throw new ServiceException(
          ErrorCode.PROJECT_NOT_EXIST, "The Project does not exist : " + Names.shown(name));
    }
    return project;
  }

  /**
   * The Logstore.
   *
   * @throws ServiceException {@code ProjectNotExist} or {@code LogStoreNotExist}
   */
  public LogstoreInfo logstore(String project, String name) {
    LogstoreInfo logstore = project(project).logstores().get(name);
    if (logstore == null) {
      throw new ServiceException(
          ErrorCode.LOG_STORE_NOT_EXIST, "logstore " + Names.shown(name) + " does not exist");
    }
    return logstore;
  }

  public void createProject(String name, ObjectNode request) {
    Names.checkProject(name);
    JsonBody body = new JsonBody(request);
    changes.lock();
    try {
      if (projects.containsKey(name)) {
        throw new ServiceException(
            ErrorCode.PROJECT_ALREADY_EXIST, "Project " + name + " already exist");
      }
      if (projects.size() >= limits.projects()) {
        throw new ServiceException(
            ErrorCode.PROJECT_QUOTA_EXCEED,
            "Project count exceeds the quota of " + limits.projects());
      }
      publish(ProjectInfo.empty(
          name, body.text("description", ""), body.copy(PROJECT_PASS_THROUGH), now()));
    } finally {
      changes.unlock();
    }
  }

  public void describeProject(String name, String description) {
    change(name, project -> project.withDescription(description, now()));
  }

  /** Removes the project and all it still holds; the caller has removed its Logstores. */
  public void deleteProject(String name) {
    changes.lock();
    try {
      project(name);
      directory.delete(name);
      projects.remove(name);
    } catch (IOException e) {
      throw refused(e);
    } finally {
      changes.unlock();
    }
  }

  public LogstoreInfo createLogstore(String project, ObjectNode request) {
    JsonBody body = new JsonBody(request);
    String name = body.requiredText("logstoreName");
    Names.checkLogstore(name);
    LogstoreSettings settings = LogstoreSettings.parse(body);
    int shardCount = body.integer("shardCount", 2);
    LogstoreSettings.range("shardCount", shardCount, 1, 10);
    LogstoreInfo created = new LogstoreInfo(
        project,
        name,
        settings,
        ShardMap.even(shardCount, now()),
        IndexVersions.EMPTY,
        now(),
        now());
    change(project, current -> {
      if (current.logstores().containsKey(name)) {
        throw new ServiceException(
            ErrorCode.LOG_STORE_ALREADY_EXIST, "logstore " + name + " already exists");
      }
      if (current.logstores().size() >= limits.logstoresPerProject()) {
        throw new ServiceException(
            ErrorCode.EXCEED_QUOTA,
            "logstore count exceeds the quota of " + limits.logstoresPerProject());
      }
      checkShardQuota(current, shardCount);
      return current.with(created);
    });
    return created;
  }

  public LogstoreInfo updateLogstore(String project, String name, ObjectNode request) {
    JsonBody body = new JsonBody(request);
    LogstoreSettings settings = LogstoreSettings.parse(body);
    return changeLogstore(project, name, (current, logstore) -> {
      int writable = logstore.shards().writable().size();
      int shardCount = body.integer("shardCount", writable);
      if (shardCount > 0 && shardCount != writable) {
        throw new ServiceException(
            ErrorCode.PARAMETER_INVALID,
            "invalid shard count,you can only modify shardCount by split& merge shard");
      }
      if (body.has("mode") && !settings.mode().equals(logstore.settings().mode())) {
        throw new ServiceException(
            ErrorCode.PARAMETER_INVALID, "mode: can't be changed after creation");
      }
      return logstore.withSettings(settings.inMode(logstore.settings().mode()), now());
    });
  }

  /** Notes that the logs of a deleted Logstore are gone too. */
  public void purged(String project, String name) {
    change(project, current -> current.withoutDoomed(name));
  }

  /** Removes the Logstore from the catalog; the caller removes the logs and reports it with {@link #purged}. */
  public void deleteLogstore(String project, String name) {
    change(project, current -> {
      logstore(project, name);
      return current.withoutLogstore(name);
    });
  }

  public LogstoreInfo createIndex(String project, String name, ObjectNode document) {
    return changeLogstore(project, name, (current, logstore) -> {
      if (logstore.index().currentDocument() != null) {
        throw new ServiceException(
            ErrorCode.INDEX_ALREADY_EXIST, "Logstore index is already created");
      }
      return indexed(logstore, document);
    });
  }

  public LogstoreInfo updateIndex(String project, String name, ObjectNode document) {
    return changeLogstore(project, name, (current, logstore) -> {
      if (logstore.index().currentDocument() == null) {
        throw new ServiceException(ErrorCode.INDEX_CONFIG_NOT_EXIST, "index is not created");
      }
      return indexed(logstore, document);
    });
  }

  public LogstoreInfo deleteIndex(String project, String name) {
    return changeLogstore(project, name, (current, logstore) -> {
      if (logstore.index().currentDocument() == null) {
        throw new ServiceException(ErrorCode.INDEX_CONFIG_NOT_EXIST, "index config doesn't exist");
      }
      return logstore.withIndex(logstore.index().with(null, IndexConfig.NONE, now()));
    });
  }

  private LogstoreInfo indexed(LogstoreInfo logstore, ObjectNode document) {
    return logstore.withIndex(logstore
        .index()
        .with(document, IndexConfigJson.parse(document, logstore.settings().standard()), now()));
  }

  /** Cuts a shard in two, in the middle unless a key is given. */
  public LogstoreInfo splitShard(String project, String name, int shard, @Nullable HashKey key) {
    return changeLogstore(project, name, (current, logstore) -> {
      checkShardQuota(current, 1);
      ShardMap shards = logstore.shards();
      return logstore.withShards(
          shards.split(shard, key == null ? shards.middle(shard) : key, now()));
    });
  }

  /** Cuts a shard into {@code count} of the same width. */
  public LogstoreInfo splitShardEvenly(String project, String name, int shard, int count) {
    if (count < 2 || count > MAX_SPLIT) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "shardCount: " + count + " (expected: 2 to " + MAX_SPLIT + ")");
    }
    return changeLogstore(project, name, (current, logstore) -> {
      checkShardQuota(current, count - 1);
      return logstore.withShards(logstore.shards().splitEvenly(shard, count, now()));
    });
  }

  /** Joins a shard with the one that begins where it ends. */
  public LogstoreInfo mergeShards(String project, String name, int shard) {
    return changeLogstore(
        project,
        name,
        (current, logstore) -> logstore.withShards(logstore.shards().merge(shard, now())));
  }

  public void createObject(String project, ObjectKind kind, ObjectNode request) {
    ObjectNode document = ObjectRules.created(kind, request, now());
    String name = document.path(kind.nameMember()).textValue();
    change(project, current -> {
      if (current.objects(kind).containsKey(name)) {
        throw kind.existing();
      }
      ObjectRules.checkCount(kind, current.objects(kind), document, limits.objectsPerProject());
      return current.withObject(kind, name, document);
    });
  }

  public void updateObject(String project, ObjectKind kind, String name, ObjectNode request) {
    changeObject(project, kind, name, current -> request);
  }

  /** Replaces the object by what {@code step} makes of it, which must leave its argument as it is. */
  public void changeObject(
      String project, ObjectKind kind, String name, UnaryOperator<ObjectNode> step) {
    change(project, current -> {
      ObjectNode before = object(project, kind, name);
      ObjectNode after = ObjectRules.updated(kind, before, step.apply(before), now());
      return current.withObject(kind, name, after);
    });
  }

  /** Switches a scheduled job on or off. */
  public void switchJob(String project, String name, boolean on) {
    changeObject(project, ObjectKind.JOB, name, before -> {
      ObjectNode changed = before.deepCopy();
      ObjectRules.switchTo(changed, on);
      return changed;
    });
  }

  public void deleteObject(String project, ObjectKind kind, String name) {
    change(project, current -> {
      object(project, kind, name);
      return current.withObject(kind, name, null);
    });
  }

  /**
   * The document of a named object; not to be changed.
   *
   * @throws ServiceException {@code …NotExist}
   */
  public ObjectNode object(String project, ObjectKind kind, String name) {
    ObjectNode document = project(project).objects(kind).get(name);
    if (document == null) {
      throw kind.missing();
    }
    return document;
  }

  private void checkShardQuota(ProjectInfo project, int more) {
    long shards = project.logstores().values().stream()
        .mapToLong(l -> l.shards().writable().size())
        .sum();
    if (shards + more > limits.shardsPerProject()) {
      throw new ServiceException(
          ErrorCode.EXCEED_QUOTA, "shard count exceeds the quota of " + limits.shardsPerProject());
    }
  }

  @FunctionalInterface
  private interface LogstoreChange {
    LogstoreInfo apply(ProjectInfo project, LogstoreInfo logstore);
  }

  private LogstoreInfo changeLogstore(String project, String name, LogstoreChange step) {
    ProjectInfo changed =
        change(project, current -> current.with(step.apply(current, logstore(project, name))));
    return Objects.requireNonNull(changed.logstores().get(name));
  }

  private ProjectInfo change(String name, UnaryOperator<ProjectInfo> step) {
    changes.lock();
    try {
      ProjectInfo changed = step.apply(project(name));
      publish(changed);
      return changed;
    } finally {
      changes.unlock();
    }
  }

  private void publish(ProjectInfo changed) {
    try {
      directory.save(changed);
    } catch (IOException e) {
      throw refused(e);
    }
    projects.put(changed.name(), changed);
  }

  private static ServiceException refused(IOException cause) {
    return new ServiceException(
        ErrorCode.INTERNAL_SERVER_ERROR, "The change could not be written to disk", cause);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
