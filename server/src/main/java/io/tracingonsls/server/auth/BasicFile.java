// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Accepts the users of a password file, {@code name:bcrypt} a line as {@code htpasswd -B} writes it; read again when it
 * changes. Checking a password takes its time on purpose, so it runs on an executor and a good header is remembered (as a
 * keyed hash) until the file changes.
 */
public final class BasicFile implements Authenticator {
  private static final int REMEMBERED = 1000;

  /** Checked for names that do not exist, so that they take as long as those that do. */
  private static final String NOBODY =
      BCrypt.withDefaults().hashToString(10, "nobody".toCharArray());

  private final WatchedLines users;
  private final Executor executor;
  private final String salt = Long.toHexString(new SecureRandom().nextLong());
  private final Map<String, Integer> remembered = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > REMEMBERED;
    }
  };

  /**
   * Reads the file; the executor runs the checks and stays the caller's.
   *
   * @throws IOException when the file cannot be read or a line is not {@code name:$2…}
   */
  public BasicFile(Path file, Executor executor) throws IOException {
    this.users = new WatchedLines(file);
    this.executor = executor;
    for (String line : users.lines()) {
      if (line.indexOf(":$2") < 1) {
        throw new IOException(
            file + ": a line is not name:bcrypt (expected: lines of htpasswd -B)");
      }
    }
  }

  @Override
  public CompletionStage<Boolean> verify(@Nullable String authorization) {
    String[] pair = authorization == null ? null : decode(authorization);
    if (authorization == null || pair == null) {
      return CompletableFuture.completedStage(false);
    }
    int version = users.lines().hashCode();
    String key = Base64.getEncoder().encodeToString(BearerFile.sha256(salt + authorization));
    synchronized (remembered) {
      Integer good = remembered.get(key);
      if (good != null && good == version) {
        return CompletableFuture.completedStage(true);
      }
    }
    try {
      return CompletableFuture.supplyAsync(() -> check(pair[0], pair[1], key, version), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedStage(false);
    }
  }

  private boolean check(String name, String password, String key, int version) {
    String hash = NOBODY;
    for (String line : users.lines()) {
      if (line.startsWith(name + ":")) {
        hash = line.substring(name.length() + 1);
      }
    }
    boolean good = BCrypt.verifyer().verify(password.toCharArray(), hash.toCharArray()).verified
        && !hash.equals(NOBODY);
    if (good) {
      synchronized (remembered) {
        remembered.put(key, version);
      }
    }
    return good;
  }

  private static String @Nullable [] decode(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      boolean usable = colon > 0 && text.length() - colon <= 72;
      return usable ? new String[] {text.substring(0, colon), text.substring(colon + 1)} : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String challenge() {
    return "Basic realm=\"tracing-on-sls\", charset=\"UTF-8\"";
  }
}
