// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.storage.Secret;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Temporary credentials of a role: of the machine (metadata service) or of a Kubernetes service account (OIDC token exchanged at the Security
 * Token Service). Both are plain HTTP calls with three-second time-outs.
 */
public final class RoleCredentials {
  private static final String METADATA = "http://100.100.100.200/latest/";
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_ANSWER = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RoleCredentials() {}

  /**
   * The role attached to the machine.
   *
   * @param role its name; empty asks the metadata service for it
   */
  public static CredentialSource ofMachine(String role, Clock clock) {
    return new TemporaryCredentials(() -> machine(METADATA, role), clock);
  }

  /** For tests: another address than the metadata service's. */
  static CredentialSource ofMachine(String metadata, String role, Clock clock) {
    return new TemporaryCredentials(() -> machine(metadata, role), clock);
  }

  private static TemporaryCredentials.Fetched machine(String metadata, String role) {
    String token = metadataToken(metadata);
    String base = metadata + "meta-data/ram/security-credentials/";
    String name = role.isEmpty() ? get(base, token).strip() : role;
    JsonNode answer = json(get(base + encode(name), token));
    return fetched(answer, "the metadata service");
  }

  /** A token for the hardened mode; machines without it answer 404, and need none. */
  private static String metadataToken(String metadata) {
    try {
      HttpURLConnection call = open(metadata + "api/token");
      call.setRequestMethod("PUT");
      call.setRequestProperty("X-aliyun-ecs-metadata-token-ttl-seconds", "21600");
      return call.getResponseCode() == 200 ? body(call).strip() : "";
    } catch (IOException unreachable) {
      throw unavailable("the metadata service", unreachable);
    }
  }

  private static String get(String url, String token) {
    try {
      HttpURLConnection call = open(url);
      if (!token.isEmpty()) {
        call.setRequestProperty("X-aliyun-ecs-metadata-token", token);
      }
      if (call.getResponseCode() != 200) {
        throw new IOException("status " + call.getResponseCode());
      }
      return body(call);
    } catch (IOException unreachable) {
      throw unavailable("the metadata service", unreachable);
    }
  }

  /** Where a pod finds its role: the variables that RRSA injects. */
  public record OidcSettings(
      String roleArn, String providerArn, Path tokenFile, String stsEndpoint) {
    /** The settings in the environment; parts that are missing are empty. */
    public static OidcSettings of(Map<String, String> environment) {
      String sts = environment.getOrDefault("ALIBABA_CLOUD_STS_ENDPOINT", "");
      return new OidcSettings(
          environment.getOrDefault("ALIBABA_CLOUD_ROLE_ARN", ""),
          environment.getOrDefault("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", ""),
          Path.of(environment.getOrDefault("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "")),
          "https://" + (sts.isEmpty() ? "sts.aliyuncs.com" : sts));
    }

    public boolean isComplete() {
      return !roleArn.isEmpty()
          && !providerArn.isEmpty()
          && !tokenFile.toString().isEmpty();
    }
  }

  /** The role of a Kubernetes service account. */
  public static CredentialSource ofServiceAccount(OidcSettings settings, Clock clock) {
    return new TemporaryCredentials(() -> serviceAccount(settings), clock);
  }

  private static TemporaryCredentials.Fetched serviceAccount(OidcSettings settings) {
    try {
      Map<String, String> form = new TreeMap<>();
      form.put("Action", "AssumeRoleWithOIDC");
      form.put("Version", "2015-04-01");
      form.put("Format", "JSON");
      form.put("RoleArn", settings.roleArn());
      form.put("OIDCProviderArn", settings.providerArn());
      form.put("OIDCToken", Files.readString(settings.tokenFile()).strip());
      form.put("RoleSessionName", "tracing-on-sls");
      form.put("DurationSeconds", "3600");
      HttpURLConnection call = open(settings.stsEndpoint() + "/");
      call.setRequestMethod("POST");
      call.setDoOutput(true);
      call.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      call.getOutputStream().write(formText(form).getBytes(StandardCharsets.UTF_8));
      if (call.getResponseCode() != 200) {
        throw new IOException("status " + call.getResponseCode());
      }
      return fetched(json(body(call)).path("Credentials"), "the Security Token Service");
    } catch (IOException unreachable) {
      throw unavailable("the Security Token Service", unreachable);
    }
  }

  private static String formText(Map<String, String> form) {
    StringBuilder text = new StringBuilder();
    form.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
    return text.toString();
  }

  private static TemporaryCredentials.Fetched fetched(JsonNode answer, String who) {
    String id = answer.path("AccessKeyId").asText();
    String secret = answer.path("AccessKeySecret").asText();
    if (id.isEmpty() || secret.isEmpty()) {
      throw new StorageException(StorageError.UNAUTHORIZED, who + " gave no credentials");
    }
    try {
      Credentials credentials = new Credentials(
          id, Secret.of(secret), Secret.of(answer.path("SecurityToken").asText()));
      return new TemporaryCredentials.Fetched(
          credentials, Instant.parse(answer.path("Expiration").asText()));
    } catch (DateTimeException unreadable) {
      throw new StorageException(
          StorageError.UNAUTHORIZED, who + " gave credentials without an expiry", unreadable);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
    call.setConnectTimeout(TIMEOUT_MILLIS);
    call.setReadTimeout(TIMEOUT_MILLIS);
    call.setInstanceFollowRedirects(false);
    return call;
  }

  private static String body(HttpURLConnection call) throws IOException {
    try (InputStream body = call.getInputStream()) {
      return new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException unreadable) {
      throw unavailable("the credentials service", unreadable);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static StorageException unavailable(String who, IOException cause) {
    return new StorageException(
        StorageError.UNAVAILABLE, who + " does not answer: " + cause.getMessage(), cause);
  }
}
