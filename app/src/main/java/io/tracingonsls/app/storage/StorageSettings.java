// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.storage.StorageProvider;
import io.tracingonsls.storage.StorageSetting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of storages as settings of the command line. */
public final class StorageSettings {
  /** Which storage. */
  public static final Setting<String> TYPE = Setting.text("span-storage.type", "local")
      .group("Storage")
      .describe(
          "Where spans are kept: local (a local Log Service), aliyun-log (Log Service in the cloud),"
              + " or the id of a plug-in.");

  /** Where plug-ins are. */
  public static final Setting<Path> PLUGIN_DIR = Setting.file("plugin-dir", "")
      .group("Storage")
      .describe(
          "Directory of jars with further storages; each is loaded apart from the program's own libraries.");

  /** Where this process keeps its files. */
  public static final Setting<Path> DATA_DIR = Setting.file("data-dir", "data")
      .group("Storage")
      .describe(
          "Directory of everything that this process keeps: spans of the local Log Service, its key pair, spools.");

  private StorageSettings() {}

  /** The choice itself and the settings of every provider; settings that several have in common appear once. */
  public static List<Setting<?>> all(StorageProviders providers) {
    Map<String, Setting<?>> settings = new LinkedHashMap<>();
    settings.put(TYPE.name(), TYPE);
    settings.put(PLUGIN_DIR.name(), PLUGIN_DIR);
    settings.put(DATA_DIR.name(), DATA_DIR);
    for (StorageProvider provider : providers.all()) {
      for (StorageSetting setting : provider.settings()) {
        Setting<?> known = settings.get(setting.name());
        settings.put(
            setting.name(),
            known == null ? declare(setting, provider) : shared(known, setting, provider));
      }
    }
    return new ArrayList<>(settings.values());
  }

  private static Setting<?> declare(StorageSetting setting, StorageProvider provider) {
    String fallback = setting.kind() == StorageSetting.Kind.SECRET ? "" : setting.defaultValue();
    return Setting.of(setting.name(), type(setting.kind()), fallback)
        .group("Storage " + provider.id())
        .describe(setting.description());
  }

  /** Two storages have the setting; where their defaults differ, the help says so. */
  private static Setting<?> shared(
      Setting<?> known, StorageSetting setting, StorageProvider provider) {
    boolean same = known.defaultText().equals(setting.defaultValue())
        || setting.kind() == StorageSetting.Kind.SECRET;
    return same
        ? known
        : known.describe(known.description() + " Default of " + provider.id() + ": "
            + setting.defaultValue() + ".");
  }

  private static SettingType<?> type(StorageSetting.Kind kind) {
    return switch (kind) {
      case TEXT -> SettingType.TEXT;
      case INTEGER -> SettingType.INTEGER;
      case BOOLEAN -> SettingType.BOOLEAN;
      case DURATION -> SettingType.DURATION;
      case SECRET -> SettingType.SECRET;
      case FILE -> SettingType.FILE;
    };
  }

  /** The plug-in directory, read before anything else because it decides which settings exist; null when not given. */
  static @Nullable Path pluginDir(List<String> arguments, Map<String, String> environment) {
    String text = SettingsReader.peek(PLUGIN_DIR, arguments, environment);
    try {
      return text == null || text.isEmpty() ? null : Path.of(text);
    } catch (InvalidPathException notAPath) {
      throw new SettingsException(
          List.of("--plugin-dir: not a path (expected: a readable directory)"));
    }
  }
}
