// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The key pair of a data directory: two files that only their owner can read, made when absent. */
public final class AccessKeyFiles {
  /** File name of the public half. */
  public static final String ID_FILE = "access-key-id";

  /** File name of the signing half. */
  public static final String SECRET_FILE = "access-key-secret";

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private AccessKeyFiles() {}

  /**
   * Reads the pair, or makes one with 24 and 40 random characters. The secret is written first, so that a crash in between leaves no id
   * without a secret.
   *
   * @throws IOException when the directory can't be written or only one of the files is there
   */
  public static AccessKey loadOrCreate(Path directory) throws IOException {
    Path id = directory.resolve(ID_FILE);
    Path secret = directory.resolve(SECRET_FILE);
    if (!Files.exists(id)) {
      Files.createDirectories(directory);
      SecureRandom random = new SecureRandom();
      write(secret, randomText(random, 40));
      write(id, "LOCAL" + randomText(random, 19));
    }
    return AccessKey.permanent(read(id), read(secret));
  }

  private static String read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new IOException(
          file + ": empty (expected: a key; delete both key files to have new ones made)");
    }
    return text;
  }

  private static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    boolean posix = fresh.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes = posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(
        fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String randomText(SecureRandom random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
