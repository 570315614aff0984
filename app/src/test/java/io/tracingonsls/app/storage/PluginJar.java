// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.storage.StorageProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * Builds a storage plug-in as somebody else would: against the storage interface alone, in a package of its own. Its sources are those of the
 * reference storage, moved to that package.
 */
final class PluginJar {
  private static final Path SOURCES = Path.of(
      "..", "src-test-fixtures", "src", "main", "java", "io", "tracingonsls", "storage", "memory");
  private static final String PACKAGE = "com.example.vault";
  private static final String PROVIDER = """
      package com.example.vault;

      import io.tracingonsls.storage.StorageContext;
      import io.tracingonsls.storage.StorageProvider;
      import io.tracingonsls.storage.StorageSetting;
      import io.tracingonsls.storage.TraceStorage;
      import java.util.List;
      import java.util.Map;

      public final class VaultProvider implements StorageProvider {
        @Override
        public String id() {
          return "vault";
        }

        @Override
        public String description() {
          return "Keeps spans in memory";
        }

        @Override
        public List<StorageSetting> settings() {
          return List.of(new StorageSetting("vault.color", StorageSetting.Kind.TEXT, "grey", "Color of the vault."));
        }

        @Override
        public TraceStorage open(Map<String, String> settings, StorageContext context) {
          if (!settings.get("vault.color").equals("grey")) {
            throw new IllegalArgumentException("vault.color: " + settings.get("vault.color") + " (expected: grey)");
          }
          return new MemoryTraceStorage();
        }
      }
      """;

  private PluginJar() {}

  /** Compiles and packs into the directory. */
  static void build(Path directory) throws IOException {
    Path work = Files.createTempDirectory(directory, "build");
    Path classes = Files.createDirectory(work.resolve("classes"));
    List<Path> sources = new ArrayList<>();
    sources.add(Files.writeString(work.resolve("VaultProvider.java"), PROVIDER));
    try (Stream<Path> originals = Files.list(SOURCES)) {
      for (Path original :
          originals.filter(file -> !file.endsWith("package-info.java")).toList()) {
        String moved =
            Files.readString(original).replace("io.tracingonsls.storage.memory", PACKAGE);
        sources.add(Files.writeString(work.resolve(original.getFileName()), moved));
      }
    }
    compile(sources, classes);
    pack(classes, Files.createDirectories(directory.resolve("plugins")).resolve("vault.jar"));
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = location(StorageProvider.class)
        + System.getProperty("path.separator")
        + location(NullMarked.class);
    List<String> options =
        List.of("--release", "17", "-proc:none", "-classpath", classPath, "-d", classes.toString());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      assertThat(compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call())
          .isTrue();
    }
  }

  private static Path location(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path entry : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
        Files.copy(entry, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + StorageProvider.class.getName()));
      out.write((PACKAGE + ".VaultProvider").getBytes(StandardCharsets.UTF_8));
    }
  }
}
