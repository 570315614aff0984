// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageProvider;
import io.tracingonsls.storage.StorageSetting;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.AliyunLogProvider;
import io.tracingonsls.storage.sls.LocalProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The storage that a command line chose, with its settings. */
public final class StorageChoice {
  private static final Set<String> LOG_SERVICE = Set.of(LocalProvider.ID, AliyunLogProvider.ID);

  private final StorageProvider provider;
  private final Map<String, String> settings;

  private StorageChoice(StorageProvider provider, Map<String, String> settings) {
    this.provider = provider;
    this.settings = settings;
  }

  /**
   * Reads the choice.
   *
   * @throws SettingsException if there is no such storage
   */
  public static StorageChoice of(SettingValues values, StorageProviders providers) {
    StorageProvider provider = providers.get(values.get(StorageSettings.TYPE));
    Map<String, String> given = values.givenTexts();
    Map<String, String> settings = new LinkedHashMap<>();
    for (StorageSetting setting : provider.settings()) {
      String text = given.getOrDefault(setting.name(), setting.defaultValue());
      if (!text.isEmpty()) {
        settings.put(setting.name(), text);
      }
    }
    return new StorageChoice(provider, settings);
  }

  public String id() {
    return provider.id();
  }

  /** Whether spans are kept in Log Service, local or in the cloud, and not by a plug-in. */
  public boolean isLogService() {
    return LOG_SERVICE.contains(id());
  }

  /** The values that the storage will be opened with, secrets in clear: never to be shown. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** The same choice with another value, if the storage has such a setting. */
  public StorageChoice with(String name, String value) {
    boolean known =
        provider.settings().stream().anyMatch(setting -> setting.name().equals(name));
    if (!known) {
      return this;
    }
    Map<String, String> changed = new LinkedHashMap<>(settings);
    changed.put(name, value);
    return new StorageChoice(provider, changed);
  }

  /** The storage of archived traces, or null when none is configured. */
  public @Nullable StorageChoice archive() {
    Map<String, String> archive = provider.archiveSettings(settings());
    return archive.isEmpty() ? null : new StorageChoice(provider, archive);
  }

  /**
   * Opens it; does no I/O.
   *
   * @throws SettingsException if a value is bad
   */
  public TraceStorage open(StorageContext context) {
    try {
      return provider.open(settings, context);
    } catch (IllegalArgumentException bad) {
      throw new SettingsException(List.of(String.valueOf(bad.getMessage())));
    }
  }
}
