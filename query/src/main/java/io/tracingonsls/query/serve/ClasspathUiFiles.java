// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The built-in UI: resources under {@code io/tracingonsls/ui/assets}, or a plain page of this module where that is missing. */
final class ClasspathUiFiles implements UiFiles {
  private static final String UI = "/io/tracingonsls/ui/assets/";
  private static final String PLAIN = "/io/tracingonsls/query/plain/";

  private final Map<String, UiFile> loaded = new ConcurrentHashMap<>();

  @Override
  public @Nullable UiFile read(String path) throws IOException {
    UiFile known = loaded.get(path);
    if (known != null) {
      return known;
    }
    byte[] bytes = bytes(UI + path);
    if (bytes == null) {
      bytes = bytes(PLAIN + path);
    }
    if (bytes == null) {
      return null;
    }
    UiFile file = new UiFile(bytes, MediaTypes.of(path));
    loaded.put(path, file);
    return file;
  }

  private static byte @Nullable [] bytes(String resource) throws IOException {
    try (InputStream in = ClasspathUiFiles.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
