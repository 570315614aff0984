// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.client.SlsFailure.Kind;
import io.tracingonsls.storage.sls.console.ConsoleMaker;
import io.tracingonsls.storage.sls.console.ConsoleObjects;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import io.tracingonsls.storage.sls.console.ConsoleTarget;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the span Logstore usable. Never alters what exists. Blocking. */
public final class Provisioner {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);
  static final String DESCRIPTION = "Traces, kept by tracing-on-sls";
  static final String PROJECT = "project ";
  static final String LOGSTORE = "Logstore ";
  static final String INDEX = "the index of Logstore ";
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long MAX_PAUSE_MILLIS = 2_000;

  private final SlsClient client;
  private final ProvisionSettings settings;
  private final LogstoreInspector inspector;
  private final Clock clock;

  public Provisioner(
      SlsClient client, ProvisionSettings settings, LogstoreInspector inspector, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.inspector = inspector;
    this.clock = clock;
  }

  /**
   * Creates what is missing and waits until it can be used.
   *
   * @return what was created, for people
   * @throws StorageException naming what is missing or refused
   */
  public List<String> prepare(Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    String logstore = settings.logstore().name();
    List<String> made = new ArrayList<>();
    if (mayCreate()) {
      create(
          PROJECT + settings.project(),
          made,
          deadline,
          client::projectExists,
          () -> client.createProject(DESCRIPTION));
      create(settings.logstore(), () -> newLayout().indexJson(), made, deadline);
    }
    inspector.forget();
    await(LOGSTORE + logstore, deadline, mayCreate(), () -> isSearchable(logstore));
    reportMissing();
    if (settings.console() && made.contains(LOGSTORE + logstore)) {
      makeConsoleObjects();
    }
    return List.copyOf(made);
  }

  /**
   * Does the same for a Logstore that stands beside that of the spans, also beside a Trace instance's.
   *
   * @throws StorageException naming what is missing or refused
   */
  public void prepareBeside(LogstoreSpec logstore, String indexJson, Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    if (settings.create()) {
      create(logstore, () -> indexJson, new ArrayList<>(), deadline);
    }
    String name = logstore.name();
    await(LOGSTORE + name, deadline, settings.create(), () -> isSearchable(name));
  }

  private void create(
      LogstoreSpec logstore, Supplier<String> indexJson, List<String> made, Deadline deadline) {
    String name = logstore.name();
    create(
        LOGSTORE + name,
        made,
        deadline,
        () -> client.logstoreExists(name),
        () -> client.createLogstore(logstore));
    create(
        INDEX + name,
        made,
        deadline,
        () -> client.index(name).isPresent(),
        () -> client.createIndex(name, indexJson.get()));
  }

  /** What has to be there, for people; {@link #prepare} names what it created in the same words. */
  public List<String> needed() {
    String logstore = settings.logstore().name();
    return List.of(PROJECT + settings.project(), LOGSTORE + logstore, INDEX + logstore);
  }

  /** A convenience: the storage works without them, so failing is a line in the log. */
  private void makeConsoleObjects() {
    SpanLogstore found = inspector.logstore();
    ConsoleTarget target = new ConsoleTarget(
        settings.project(), settings.logstore().name(), "", found.writeLayout(), found.index());
    new ConsoleMaker(client)
        .make(
            ConsoleObjects.of(target, ConsoleSettings.FIRST_START), (object, outcome, message) -> {
              if (outcome == ConsoleMaker.Outcome.FAILED) {
                LOG.warn("no {}: {}; run the command provision later", object.title(), message);
              } else {
                LOG.info("created {}", object.title());
              }
            });
  }

  private boolean mayCreate() {
    return settings.create() && !settings.traceInstance();
  }

  private SpanLayout newLayout() {
    return settings.layout().forNewLogstore();
  }

  private static void create(
      String what,
      List<String> made,
      Deadline deadline,
      BooleanSupplier exists,
      Runnable creation) {
    boolean[] created = {false};
    await(what, deadline, true, () -> {
      try {
        if (exists.getAsBoolean()) {
          return true;
        }
        if (!created[0]) {
          creation.run();
          created[0] = true;
          made.add(what);
          LOG.info("created {}", what);
        }
        return exists.getAsBoolean();
      } catch (SlsFailure failure) {
        return afterFailure(what, failure);
      }
    });
  }

  /** Goes on as if the thing was there, or lets the caller decide whether to try again. */
  private static boolean afterFailure(String what, SlsFailure failure) {
    switch (failure.kind()) {
      case FORBIDDEN -> {
        LOG.warn("{} may be missing and cannot be created: {}", what, failure.getMessage());
        return true;
      }
      case EXISTS -> {
        if (failure.code().equals("ProjectAlreadyExist")) {
          throw new StorageException(
              StorageError.UNAUTHORIZED,
              what + " belongs to somebody else: project names are unique in a region. "
                  + "Choose another name",
              failure);
        }
        return true;
      }
      default -> throw failure;
    }
  }

  private boolean isSearchable(String logstore) {
    if (LogstoreProbe.look(client, logstore, clock) == LogstoreProbe.Use.NO_SEARCH) {
      LOG.info("the key may not search Logstore {}, which only a query server needs", logstore);
    }
    return true;
  }

  private void reportMissing() {
    SpanLogstore found = inspector.logstore();
    List<String> missing = LayoutDetector.missingKeys(found.index(), found.writeLayout());
    if (!missing.isEmpty()) {
      LOG.warn(
          "the index of Logstore {} lacks keys of layout {}: {}; searches by them find nothing",
          settings.logstore().name(),
          found.writeLayout().id(),
          missing);
    }
    if (!found.indexed()) {
      LOG.warn(
          "Logstore {} has no index that could be read: searches may fail",
          settings.logstore().name());
    }
  }

  private static void await(
      String what, Deadline deadline, boolean creating, BooleanSupplier condition) {
    long pause = FIRST_PAUSE_MILLIS;
    StorageException last = null;
    while (true) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (SlsFailure failure) {
        // Right after its creation a thing is missing for a while, which is nothing to worry about.
        if (last == null && failure.kind() != Kind.MISSING && !isFinal(failure, creating)) {
          LOG.warn("waiting for {}: {}", what, failure.getMessage());
        }
        last = failure.toStorageException();
        if (isFinal(failure, creating)) {
          throw last;
        }
      }
      if (deadline.expired()) {
        throw unready(what, last);
      }
      sleep(Math.min(pause, Math.max(1, deadline.remaining().toMillis())));
      pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
    }
  }

  private static boolean isFinal(SlsFailure failure, boolean creating) {
    boolean missing = failure.kind() == Kind.MISSING && !creating;
    boolean refused =
        failure.kind() == Kind.CREDENTIALS && !failure.code().equals(SlsFailure.NO_CREDENTIALS);
    return missing
        || refused
        || failure.kind() == Kind.CLOSED
        || failure.kind() == Kind.QUERY
        || failure.kind() == Kind.FORBIDDEN;
  }

  private static StorageException unready(String what, @Nullable StorageException last) {
    String reason = last == null ? "it is not there yet" : String.valueOf(last.getMessage());
    StorageError error = last == null ? StorageError.UNAVAILABLE : last.error();
    return new StorageException(error, what + " is not ready: " + reason, last);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "preparing was interrupted");
    }
  }
}
