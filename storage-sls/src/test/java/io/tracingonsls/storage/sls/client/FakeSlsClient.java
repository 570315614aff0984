// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps LogGroups and admin objects in memory; a test may hook into every write. Thread-safe. */
public final class FakeSlsClient implements SlsClient {
  public final List<byte[]> groups = new CopyOnWriteArrayList<>();
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final List<ConsoleObject> consoleObjects = new CopyOnWriteArrayList<>();
  public volatile @Nullable SlsFailure consoleRefusal;
  public volatile @Nullable SlsFailure queryRefusal;
  private final Map<String, String> indexes = new HashMap<>();
  private final List<String> logstores = new ArrayList<>();
  private volatile Consumer<byte[]> beforeWrite = group -> {};
  private volatile boolean project;

  /** A project with a Logstore of the usual index. */
  public static FakeSlsClient prepared(String logstore) {
    FakeSlsClient client = new FakeSlsClient();
    client.project = true;
    client.logstores.add(logstore);
    client.indexes.put(logstore, SpanLayout.SLS_TRACE.indexJson());
    return client;
  }

  /** May wait or throw. */
  public void onWrite(Consumer<byte[]> hook) {
    beforeWrite = hook;
  }

  public static SlsFailure failure(SlsFailure.Kind kind, String code) {
    return new SlsFailure(kind, code, 400, "writing failed: " + code, null);
  }

  @Override
  public void putLogs(String logstore, byte[] logGroup) {
    beforeWrite.accept(logGroup);
    groups.add(logGroup);
  }

  @Override
  public LogAnswer query(LogSearch search) {
    calls.add("query");
    SlsFailure refusal = queryRefusal;
    if (refusal != null) {
      throw refusal;
    }
    return new LogAnswer(List.of(), List.of(), List.of(), true, 0);
  }

  @Override
  public Histogram histogram(String logstore, String query, int fromSeconds, int toSeconds) {
    return new Histogram(List.of(), true);
  }

  @Override
  public boolean projectExists() {
    return project;
  }

  @Override
  public void createProject(String description) {
    calls.add("createProject");
    project = true;
  }

  @Override
  public synchronized boolean logstoreExists(String logstore) {
    return logstores.contains(logstore);
  }

  @Override
  public synchronized void createLogstore(LogstoreSpec spec) {
    calls.add("createLogstore");
    logstores.add(spec.name());
  }

  @Override
  public synchronized void deleteLogstore(String logstore) {
    logstores.remove(logstore);
    indexes.remove(logstore);
  }

  @Override
  public synchronized Optional<String> index(String logstore) {
    return Optional.ofNullable(indexes.get(logstore));
  }

  /** An index that was there before. */
  public synchronized void putIndex(String logstore, String json) {
    indexes.put(logstore, json);
  }

  @Override
  public synchronized void createIndex(String logstore, String json) {
    calls.add("createIndex");
    indexes.put(logstore, json);
  }

  @Override
  public boolean consoleObjectExists(ConsoleObject.Kind kind, String name) {
    return consoleObjects.stream()
        .anyMatch(object -> object.kind() == kind && object.name().equals(name));
  }

  @Override
  public void createConsoleObject(ConsoleObject object) {
    SlsFailure refusal = consoleRefusal;
    if (refusal != null) {
      throw refusal;
    }
    consoleObjects.add(object);
  }

  @Override
  public void close() {}
}
