// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The UI that the program brings along, or a plain page of this module where that has no such file. */
final class BuiltInUiFiles implements UiFiles {
  private static final String PLAIN = "/io/tracingonsls/query/plain/";

  private final BuiltInUi ui;
  private final Map<String, UiFile> loaded = new ConcurrentHashMap<>();

  BuiltInUiFiles(BuiltInUi ui) {
    this.ui = ui;
  }

  @Override
  public @Nullable UiFile read(String path) throws IOException {
    UiFile known = loaded.get(path);
    if (known != null) {
      return known;
    }
    byte[] bytes = ui.read(path);
    if (bytes == null) {
      bytes = plain(path);
    }
    if (bytes == null) {
      return null;
    }
    UiFile file = new UiFile(bytes, MediaTypes.of(path));
    loaded.put(path, file);
    return file;
  }

  private static byte @Nullable [] plain(String path) throws IOException {
    try (InputStream in = BuiltInUiFiles.class.getResourceAsStream(PLAIN + path)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
