// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Sees the storage interface, the model, the logging interface and the JDK, and everything else only in the plug-in's own jars: a plug-in may
 * bring any version of any library, and never reaches into the program.
 */
final class PluginClassLoader extends URLClassLoader {
  private static final List<String> SHARED =
      List.of("io.tracingonsls.model.", "io.tracingonsls.storage.", "org.slf4j.", "org.jspecify.");
  private static final String NOT_SHARED = "io.tracingonsls.storage.sls.";

  private final ClassLoader program;

  PluginClassLoader(List<URL> jars, ClassLoader program) {
    super("plugins", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.program = program;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith) && !name.startsWith(NOT_SHARED)) {
      return program.loadClass(name);
    }
    return super.loadClass(name, resolve);
  }
}
