// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder with one {@code <project>.json} each. A file is replaced whole or not at all, also when the power fails. */
final class CatalogDirectory {
  private static final Logger log = LoggerFactory.getLogger(CatalogDirectory.class);
  private static final String SUFFIX = ".json";

  private final Path directory;

  CatalogDirectory(Path directory) {
    this.directory = directory;
  }

  /** All projects. An unreadable file is renamed to {@code .damaged} and reported, and the others are still loaded. */
  List<ProjectInfo> load() throws IOException {
    Files.createDirectories(directory);
    List<ProjectInfo> projects = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        try {
          projects.add(ProjectFile.decode(Files.readAllBytes(file)));
        } catch (IOException e) {
          Path aside = file.resolveSibling(file.getFileName() + ".damaged");
          Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
          log.error(
              "{}: not readable, moved to {}; its project is not served",
              file,
              aside.getFileName(),
              e);
        }
      }
    }
    return projects;
  }

  void save(ProjectInfo project) throws IOException {
    Path file = file(project.name());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(
        fresh,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(ProjectFile.encode(project));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory();
  }

  void delete(String project) throws IOException {
    Files.deleteIfExists(file(project));
    syncDirectory();
  }

  private Path file(String project) {
    return directory.resolve(project + SUFFIX);
  }

  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
