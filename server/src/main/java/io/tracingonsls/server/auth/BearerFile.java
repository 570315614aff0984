// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Accepts the bearer tokens of a file, one a line; the file is read again when it changes. */
public final class BearerFile implements Authenticator {
  private final WatchedLines tokens;

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read
   */
  public BearerFile(Path file) throws IOException {
    this.tokens = new WatchedLines(file);
  }

  @Override
  public CompletionStage<Boolean> verify(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return CompletableFuture.completedStage(false);
    }
    byte[] given = sha256(authorization.substring(7).strip());
    boolean found = false;
    for (String token : tokens.lines()) {
      // Hashes have one length and every line is looked at, so time tells nothing about the tokens.
      found |= MessageDigest.isEqual(given, sha256(token));
    }
    return CompletableFuture.completedStage(found);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String challenge() {
    return "Bearer";
  }
}
