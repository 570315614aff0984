// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.CredentialSource;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsEndpoint;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.layout.CheckRow;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tests a storage configuration step by step, and after the first failure only says what was left out. If the span Logstore is there, a row
 * is written to it that no reader takes for a span; else a Logstore is made for the test and removed. Used once; not thread-safe.
 */
public final class SlsCheck {
  private static final List<String> CALLS =
      List.of("signature", "project", "Logstore", "index", "write", "read", "SQL", "clean up");
  private static final long POLL_MILLIS = 250;

  private final SlsEndpoint endpoint;
  private final CredentialSource credentials;
  private final SlsClient client;
  private final ProvisionSettings settings;
  private final Clock clock;
  private final Deadline deadline;
  private final Consumer<CheckStep> progress;
  private final List<CheckStep> steps = new ArrayList<>();
  private boolean failed;
  private boolean projectThere;
  private boolean temporary;
  private String logstore;
  private SpanLayout layout = SpanLayout.SLS_TRACE;
  private final String rowId = UUID.randomUUID().toString().replace("-", "");

  /** {@code progress} sees every step as it ends. */
  public SlsCheck(
      SlsEndpoint endpoint,
      CredentialSource credentials,
      SlsClient client,
      ProvisionSettings settings,
      Clock clock,
      Duration timeout,
      Consumer<CheckStep> progress) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.deadline = Deadline.after(timeout);
    this.progress = progress;
    this.logstore = settings.logstore().name();
  }

  /** Runs all steps; never throws for what it finds. */
  public List<CheckStep> run() {
    add(CheckStep.ok(
        "names", "project " + settings.project() + ", Logstore " + logstore + " are well formed"));
    step("credentials", this::credentials);
    EndpointProbe probe = new EndpointProbe(endpoint, clock);
    step("DNS", probe::resolve);
    step("TCP", probe::connect);
    step("TLS", probe::handshake);
    step("clock", probe::clock);
    List<Supplier<CheckStep>> calls = List.of(
        this::signature,
        this::project,
        this::logstore,
        this::index,
        this::write,
        this::read,
        this::sql);
    for (int i = 0; i < calls.size(); i++) {
      step(CALLS.get(i), calls.get(i));
    }
    cleanUp();
    return List.copyOf(steps);
  }

  /** Whether no step failed. */
  public boolean passed() {
    return !failed;
  }

  private void step(String name, Supplier<CheckStep> step) {
    if (failed) {
      add(CheckStep.skipped(name, "an earlier step failed"));
      return;
    }
    try {
      add(step.get());
    } catch (SlsFailure failure) {
      add(CheckStep.failed(name, String.valueOf(failure.getMessage()), fix(failure)));
    } catch (StorageException failure) {
      add(CheckStep.failed(
          name, String.valueOf(failure.getMessage()), "correct the storage settings"));
    }
  }

  private void add(CheckStep step) {
    steps.add(step);
    failed |= step.result() == CheckStep.Result.FAILED;
    progress.accept(step);
  }

  private static String fix(SlsFailure failure) {
    return switch (failure.kind()) {
      case FORBIDDEN -> "grant the access key's RAM user or role the permission named above";
      case CREDENTIALS ->
        "check access key id and secret, and that the key belongs to the account of the project";
      case NETWORK -> "check proxies and firewalls";
      case SERVER, QUOTA -> "try again later; if it stays, see the quotas of the project";
      case MISSING -> "create it, or let this program do so with aliyun-log.init-resource-flag";
      default -> "see the message above";
    };
  }

  private CheckStep credentials() {
    return CheckStep.ok("credentials", "found " + credentials.current());
  }

  private CheckStep signature() {
    projectThere = client.projectExists();
    return CheckStep.ok("signature", "Log Service accepts the key");
  }

  private CheckStep project() {
    if (projectThere) {
      return CheckStep.ok("project", settings.project() + " is there");
    }
    return settings.create() && !settings.traceInstance()
        ? CheckStep.warning(
            "project",
            settings.project() + " is missing; it will be made at the first start",
            "start the collector once, then check again")
        : CheckStep.failed(
            "project", settings.project() + " is missing", "create it in the console");
  }

  private CheckStep logstore() {
    if (!projectThere) {
      return CheckStep.skipped("Logstore", "there is no project yet");
    }
    if (client.logstoreExists(logstore)) {
      return CheckStep.ok("Logstore", logstore + " is there");
    }
    if (!settings.create() || settings.traceInstance()) {
      return CheckStep.failed(
          "Logstore", logstore + " is missing", "create it in the console, or correct its name");
    }
    String missing = logstore;
    logstore = "tracing-check-" + rowId.substring(0, 12);
    client.createLogstore(new LogstoreSpec(logstore, 1, 1, 1));
    temporary = true;
    layout = settings.layout().forNewLogstore();
    await(() -> {
      client.createIndex(logstore, layout.indexJson());
      return true;
    });
    return CheckStep.ok(
        "Logstore", missing + " is missing and will be made at start; testing with " + logstore);
  }

  private CheckStep index() {
    if (!projectThere) {
      return CheckStep.skipped("index", "there is no project yet");
    }
    Optional<String> json = client.index(logstore);
    if (json.isEmpty()) {
      return settings.create() && !settings.traceInstance()
          ? CheckStep.warning(
              "index",
              logstore + " has none; it will be made at the first start",
              "start the collector once, then check again")
          : CheckStep.failed("index", logstore + " has none", "create it in the console");
    }
    LogstoreIndex index = LogstoreIndex.parse(json.get());
    SpanLayout fixed = settings.layout().layout();
    SpanLayout fitting = fixed == null ? LayoutDetector.writable(index) : fixed;
    layout = fitting == null ? SpanLayout.SLS_TRACE : fitting;
    List<String> missing = LayoutDetector.missingKeys(index, layout);
    if (!missing.isEmpty()) {
      return CheckStep.failed(
          "index",
          "keys are missing for layout " + layout.id() + ": " + String.join(", ", missing),
          "add these keys to the index in the console, or use another Logstore");
    }
    return CheckStep.ok("index", "fits layout " + layout.id());
  }

  private CheckStep write() {
    if (!projectThere) {
      return CheckStep.skipped("write", "there is no project yet");
    }
    byte[] row = CheckRow.encode(rowId, clock.millis() / 1000);
    await(() -> {
      client.putLogs(logstore, row);
      return true;
    });
    return CheckStep.ok("write", "wrote a row that is marked as a test and is no span");
  }

  private CheckStep read() {
    if (!projectThere) {
      return CheckStep.skipped("read", "there is no project yet");
    }
    int now = (int) (clock.millis() / 1000);
    LogSearch search = new LogSearch(
        logstore,
        new SearchExpression.Term("traceID", rowId).text(),
        now - 900,
        now + 900,
        1,
        0,
        false);
    boolean found = await(() -> !client.query(search).rows().isEmpty());
    return found
        ? CheckStep.ok("read", "found the row again")
        : CheckStep.failed(
            "read",
            "the row that was written is not found",
            "a new index works after about a minute: try again; else check that the index has the key traceID");
  }

  private CheckStep sql() {
    if (!projectThere) {
      return CheckStep.skipped("SQL", "there is no project yet");
    }
    int now = (int) (clock.millis() / 1000);
    SqlSelect count =
        SqlSelect.fromLog().select(SqlExpression.call("count"), "rows").limit(1);
    LogAnswer answer = client.query(
        LogSearch.sql(logstore, count.queryText(SearchExpression.all()), now - 900, now + 900));
    return answer.rows().isEmpty()
        ? CheckStep.failed(
            "SQL", "no answer", "use a Logstore of standard mode with statistics enabled")
        : CheckStep.ok("SQL", "works");
  }

  private void cleanUp() {
    if (!temporary) {
      return;
    }
    try {
      client.deleteLogstore(logstore);
      add(CheckStep.ok("clean up", "removed Logstore " + logstore));
    } catch (SlsFailure failure) {
      add(CheckStep.warning(
          "clean up",
          "Logstore " + logstore + " could not be removed",
          "remove it in the console"));
    }
  }

  /** Repeats until the condition holds; passing failures count as not yet. */
  private boolean await(Supplier<Boolean> condition) {
    while (true) {
      try {
        if (condition.get()) {
          return true;
        }
      } catch (SlsFailure failure) {
        boolean passing = failure.kind() == SlsFailure.Kind.MISSING
            || failure.kind() == SlsFailure.Kind.SERVER
            || failure.kind() == SlsFailure.Kind.QUOTA;
        if (!passing || deadline.expired()) {
          throw failure;
        }
      }
      if (deadline.expired()) {
        return false;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "the check was interrupted");
    }
  }
}
