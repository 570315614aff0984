// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files. */
final class Pem {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private Pem() {}

  static X509Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    try (ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        chain.add((X509Certificate) certificate);
      }
    }
    if (chain.isEmpty()) {
      throw new IOException(file + ": no certificate (expected: PEM)");
    }
    return chain.toArray(new X509Certificate[0]);
  }

  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher block = PKCS8.matcher(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
    if (!block.find()) {
      throw new IOException(
          file
              + ": no PKCS#8 key (expected: BEGIN PRIVATE KEY; convert with openssl pkcs8 -topk8 -nocrypt)");
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (java.security.spec.InvalidKeySpecException e) {
        // Another kind of key: try the next.
      }
    }
    throw new IOException(file + ": unknown kind of key (expected: RSA, EC or Ed25519)");
  }
}
