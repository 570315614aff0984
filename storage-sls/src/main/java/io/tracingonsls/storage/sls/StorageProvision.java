// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsEndpoint;
import io.tracingonsls.storage.sls.console.ConsoleMaker;
import io.tracingonsls.storage.sls.console.ConsoleMaker.Outcome;
import io.tracingonsls.storage.sls.console.ConsoleObjects;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import io.tracingonsls.storage.sls.console.ConsoleTarget;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.ProvisionPlan;
import io.tracingonsls.storage.sls.provision.ProvisionSettings;
import io.tracingonsls.storage.sls.provision.Provisioner;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes what a storage of this module needs in Log Service, or says what that would be; for the command line. Blocking. */
public final class StorageProvision implements AutoCloseable {
  private final SlsSettings settings;
  private final SlsClient client;
  private final Clock clock;

  private StorageProvision(SlsSettings settings, SlsClient client, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Reads the settings; sends nothing yet.
   *
   * @param storageId {@link LocalProvider#ID} or {@link AliyunLogProvider#ID}
   * @param values as given to {@link AliyunLogProvider#open}
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static StorageProvision of(
      String storageId, Map<String, String> values, StorageContext context) {
    SlsDefaults defaults = SlsDefaults.of(storageId);
    SlsSettings settings = SlsSettings.parse(values, defaults, context, System.getenv());
    SlsClient client = new SdkSlsClient(
        settings.endpoint(), settings.credentials(), settings.write().sourceAddress());
    return new StorageProvision(settings, client, context.clock());
  }

  /**
   * How one thing ended.
   *
   * @param what for people
   * @param message why it failed; else empty
   */
  public record Step(String what, Outcome outcome, String message) {}

  /** What would be made. */
  public record Plan(String json, String problem) {}

  /**
   * Makes what is missing and waits until it can be used. The flag that forbids collectors to make things does not bind this explicit call;
   * a Trace instance's Logstore is never made.
   *
   * @param progress sees every step as it ends
   * @return whether everything is there now
   * @throws io.tracingonsls.storage.StorageException if project, Logstore or index can't be made
   */
  public boolean run(ConsoleSettings console, Duration timeout, Consumer<Step> progress) {
    ProvisionSettings provision = settings.provision().creating();
    String logstore = provision.logstore().name();
    LogstoreInspector inspector = new LogstoreInspector(client, logstore, provision.layout());
    Provisioner provisioner = new Provisioner(client, provision, inspector, clock);
    List<String> made = provisioner.prepare(timeout);
    for (String what : provisioner.needed()) {
      progress.accept(new Step(what, made.contains(what) ? Outcome.CREATED : Outcome.KEPT, ""));
    }
    SpanLogstore found = inspector.logstore();
    ConsoleTarget target = new ConsoleTarget(
        provision.project(),
        logstore,
        region(settings.endpoint()),
        found.writeLayout(),
        found.index());
    return new ConsoleMaker(client)
        .make(
            ConsoleObjects.of(target, console),
            (object, outcome, message) ->
                progress.accept(new Step(object.title(), outcome, message)));
  }

  /** Says what {@link #run} would make. Asks Log Service what is there; when it can't be asked, the plan holds everything and a problem. */
  public Plan plan(ConsoleSettings console) {
    ProvisionPlan plan = new ProvisionPlan(client, settings.provision().creating());
    String json = plan.json(settings.endpoint().host(), region(settings.endpoint()), console);
    String problem = plan.problem();
    return new Plan(json, problem == null ? "" : problem);
  }

  /** The setting, or what stands in the host's name: {@code cn-hangzhou-intranet.log.aliyuncs.com} is in cn-hangzhou. */
  static String region(SlsEndpoint endpoint) {
    if (!endpoint.region().isEmpty()) {
      return endpoint.region();
    }
    String host = endpoint.host();
    int dot = host.indexOf('.');
    String label = dot < 0 ? host : host.substring(0, dot);
    return label.replaceFirst("-(intranet|vpc|share|internal)$", "");
  }

  @Override
  public void close() {
    client.close();
  }
}
