// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A UI build that the operator unpacked somewhere. Links that lead out of the directory are not followed. */
final class DirectoryUiFiles implements UiFiles {
  private static final long LARGEST = 64 << 20;

  private final Path directory;

  DirectoryUiFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public @Nullable UiFile read(String path) throws IOException {
    Path root = directory.toRealPath();
    Path file;
    try {
      file = root.resolve(path).normalize();
    } catch (InvalidPathException noSuchName) {
      return null;
    }
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      return null;
    }
    Path real = file.toRealPath();
    if (!real.startsWith(root) || Files.size(real) > LARGEST) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(real);
    return new UiFile(bytes, MediaTypes.of(path));
  }
}
