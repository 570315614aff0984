// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.StorageProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The storages that can be chosen by {@code --span-storage.type}, by their ids. Immutable. */
public final class StorageProviders {
  private final Map<String, StorageProvider> byId = new TreeMap<>();

  private StorageProviders() {}

  /** Those on the class path and, when a plug-in directory is given by flag, environment or file, those in its jars. */
  public static StorageProviders find(List<String> arguments, Map<String, String> environment) {
    StorageProviders providers = new StorageProviders();
    ClassLoader program = StorageProviders.class.getClassLoader();
    providers.load(ServiceLoader.load(StorageProvider.class, program), "the program");
    Path pluginDir = StorageSettings.pluginDir(arguments, environment);
    if (pluginDir != null) {
      List<URL> jars = jars(pluginDir);
      providers.load(
          ServiceLoader.load(StorageProvider.class, new PluginClassLoader(jars, program)),
          pluginDir.toString());
    }
    return providers;
  }

  /** All of them, sorted by id. */
  public Collection<StorageProvider> all() {
    return List.copyOf(byId.values());
  }

  /**
   * The provider with this id.
   *
   * @throws SettingsException naming those available if there is none
   */
  public StorageProvider get(String id) {
    StorageProvider provider = byId.get(id);
    if (provider == null) {
      throw new SettingsException(List.of("--span-storage.type: " + id + " (expected: one of "
          + String.join(", ", byId.keySet()) + ")"));
    }
    return provider;
  }

  private void load(ServiceLoader<StorageProvider> found, String where) {
    try {
      for (StorageProvider provider : found) {
        StorageProvider other = byId.putIfAbsent(provider.id(), provider);
        if (other != null && other.getClass() != provider.getClass()) {
          throw new SettingsException(List.of("--plugin-dir: " + where + " has a second storage "
              + provider.id() + " (expected: an id of its own)"));
        }
      }
    } catch (ServiceConfigurationError broken) {
      throw new SettingsException(List.of("--plugin-dir: " + where + ": " + broken.getMessage()));
    }
  }

  private static List<URL> jars(Path directory) {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(name -> name.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(file.toUri().toURL());
      }
      return urls;
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException unreadable) {
      throw new SettingsException(
          List.of("--plugin-dir: " + directory + " (expected: a readable directory)"));
    }
  }
}
