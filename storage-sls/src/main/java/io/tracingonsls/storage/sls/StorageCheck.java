// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.provision.CheckStep;
import io.tracingonsls.storage.sls.provision.SlsCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the settings of a storage of this module, for the command line. */
public final class StorageCheck {
  private StorageCheck() {}

  /**
   * Checks step by step.
   *
   * @param storageId {@link LocalProvider#ID} or {@link AliyunLogProvider#ID}
   * @param settings as given to {@link AliyunLogProvider#open}
   * @param progress sees every step as it ends
   * @return all steps in order; none is FAILED when the configuration works
   */
  public static List<CheckStep> run(
      String storageId,
      Map<String, String> settings,
      StorageContext context,
      Duration timeout,
      Consumer<CheckStep> progress) {
    SlsSettings parsed;
    try {
      SlsDefaults defaults = SlsDefaults.of(storageId);
      parsed = SlsSettings.parse(settings, defaults, context, System.getenv());
    } catch (IllegalArgumentException wrong) {
      CheckStep step =
          CheckStep.failed("names", String.valueOf(wrong.getMessage()), "correct this setting");
      progress.accept(step);
      return List.of(step);
    }
    try (SlsClient client =
        new SdkSlsClient(parsed.endpoint(), parsed.credentials(), parsed.write().sourceAddress())) {
      return new SlsCheck(
              parsed.endpoint(),
              parsed.credentials(),
              client,
              parsed.provision(),
              context.clock(),
              timeout,
              progress)
          .run();
    }
  }
}
