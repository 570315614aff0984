// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks up the files of the web UI by their path below its root, such as {@code index.html}. Thread-safe. */
public final class UiAssets {
  private static final String ROOT = "assets/";

  private final Set<String> paths;

  private UiAssets(Set<String> paths) {
    this.paths = paths;
  }

  /** The packaged UI; without files when it was built without Node.js. */
  public static UiAssets packaged() {
    byte[] list = resource("assets.list");
    Set<String> paths = new TreeSet<>();
    if (list != null) {
      new String(list, StandardCharsets.UTF_8).lines().forEach(paths::add);
      paths.remove("assets.list");
    }
    return new UiAssets(Set.copyOf(paths));
  }

  /** Whether there is a UI in this build. */
  public boolean present() {
    return paths.contains("index.html");
  }

  /** Every file's path, in no order. */
  public Set<String> paths() {
    return paths;
  }

  /** The bytes of a file, or null for any path that is not one of {@link #paths()}. */
  public byte @Nullable [] read(String path) {
    return paths.contains(path) ? resource(path) : null;
  }

  private static byte @Nullable [] resource(String path) {
    try (InputStream in = UiAssets.class.getResourceAsStream(ROOT + path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged UI file " + path, e);
    }
  }
}
