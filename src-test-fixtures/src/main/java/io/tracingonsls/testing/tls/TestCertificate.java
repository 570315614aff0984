// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate for localhost with its key, made by the JDK's keytool, as PEM files and for clients. */
public final class TestCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;
  private final Path certificate;
  private final Path key;

  private TestCertificate(KeyStore store, Path certificate, Path key) {
    this.store = store;
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Makes a certificate in a directory; takes about a second.
   *
   * @param name common name and prefix of the files
   * @param keyAlgorithm {@code EC} or {@code RSA}
   */
  public static TestCertificate create(Path directory, String name, String keyAlgorithm) {
    try {
      Path file = directory.resolve(name + ".p12");
      Files.deleteIfExists(file);
      keytool(file, name, keyAlgorithm);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      Certificate certificate = store.getCertificate("self");
      PrivateKey key = (PrivateKey) store.getKey("self", PASSWORD);
      return new TestCertificate(
          store,
          Files.writeString(
              directory.resolve(name + ".crt"), pem("CERTIFICATE", certificate.getEncoded())),
          Files.writeString(
              directory.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void keytool(Path file, String name, String keyAlgorithm) throws IOException {
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "self",
            "-keyalg",
            keyAlgorithm,
            "-validity",
            "2",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-ext",
            "bc=ca:true",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD)))
        .redirectErrorStream(true)
        .start();
    String output = new String(
        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN " + type + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type
        + "-----\n";
  }

  /** PEM file of the certificate, which is its own authority. */
  public Path certificate() {
    return certificate;
  }

  /** PEM file of the private key. */
  public Path key() {
    return key;
  }

  /** What a client uses that trusts this certificate and, if asked, shows the other one. */
  public SSLContext clientContext(@Nullable TestCertificate own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", store.getCertificate("self"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own == null ? null : own.store, own == null ? null : PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
