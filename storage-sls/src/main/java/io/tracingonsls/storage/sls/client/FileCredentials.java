// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.Secret;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in mounted files, read again when they change: looked at most once a second, so that rotation needs no restart. While files
 * can't be read the last good pair stays. Thread-safe.
 */
public final class FileCredentials implements CredentialSource {
  private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_BYTES = 8 * 1024;

  private final Path idFile;
  private final Path secretFile;
  private final @Nullable Path tokenFile;
  private final String expected;
  private @Nullable Credentials last;
  private long lookedAtNanoTime;

  /**
   * @param expected who should have written the files: what a user is told when they are not there
   */
  public FileCredentials(Path idFile, Path secretFile, @Nullable Path tokenFile, String expected) {
    this.idFile = idFile;
    this.secretFile = secretFile;
    this.tokenFile = tokenFile;
    this.expected = expected;
  }

  @Override
  public synchronized Credentials current() {
    Credentials known = last;
    long now = System.nanoTime();
    if (known != null && now - lookedAtNanoTime < LOOK_EVERY_NANOS) {
      return known;
    }
    try {
      Secret token = Secret.of(tokenFile == null ? "" : read(tokenFile));
      last = new Credentials(read(idFile), Secret.of(read(secretFile)), token);
      lookedAtNanoTime = now;
      return last;
    } catch (IOException unreadable) {
      if (known != null) {
        lookedAtNanoTime = now;
        return known;
      }
      throw new StorageException(
          StorageError.UNAUTHORIZED,
          "the access key files cannot be read: " + idFile + ", " + secretFile + " (expected: "
              + expected + ")",
          unreadable);
    }
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new IOException(file + ": empty");
    }
    return text;
  }
}
