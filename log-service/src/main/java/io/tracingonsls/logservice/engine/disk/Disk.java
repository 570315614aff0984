// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** File operations. Thread-safe; the files it opens are not, except {@link ReadFile}. */
public interface Disk {
  /** Creates a file, or empties it. */
  WriteFile create(Path path) throws IOException;

  /** Opens a file for reading at any position. */
  ReadFile open(Path path) throws IOException;

  /** Moves a file atomically and makes the move durable; an existing target is replaced. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file if it exists. */
  void delete(Path path) throws IOException;

  /** Creates a folder and its parents; existing ones are fine. */
  void createFolder(Path path) throws IOException;

  /** Deletes a folder with everything below it; none is fine. */
  void deleteTree(Path path) throws IOException;

  /** Paths of the entries of a folder, sorted by name; empty when there is no such folder. */
  List<Path> list(Path folder) throws IOException;

  /** A small file's bytes. */
  byte[] readAll(Path path) throws IOException;
}
