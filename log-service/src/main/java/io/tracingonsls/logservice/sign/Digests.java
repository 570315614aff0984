// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions both signature versions need. */
final class Digests {
  private static final HexFormat HEX = HexFormat.of();

  private Digests() {}

  static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + ": not offered by this Java runtime", e);
    }
  }

  static byte[] digest(String algorithm, ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + ": not offered by this Java runtime", e);
    }
  }

  static String sha256Hex(String text) {
    return hex(digest("SHA-256", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  /** Compares without telling by its duration where the texts differ. */
  static boolean sameText(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
