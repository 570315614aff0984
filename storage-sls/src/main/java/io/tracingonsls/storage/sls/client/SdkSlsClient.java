// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.ClientBuilder;
import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.auth.DefaultCredentials;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.aliyun.openservices.log.request.GetLogsRequest;
import com.aliyun.openservices.log.response.GetHistogramsResponse;
import io.tracingonsls.storage.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Log Service through the real SDK. Connections are opened by the first call. */
public final class SdkSlsClient implements SlsClient {
  private final Client client;
  private final String project;
  private final boolean compressAnswers;
  private final ConsoleCalls console;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** {@code sourceAddress} is what rows name as their source. */
  public SdkSlsClient(SlsEndpoint endpoint, CredentialSource credentials, String sourceAddress) {
    ClientConfiguration configuration = configuration(endpoint);
    this.project = endpoint.project();
    this.compressAnswers = endpoint.target().isEmpty();
    this.client = new ClientBuilder(endpoint.sdkEndpoint(), () -> sdk(credentials.current()))
        .clientConfiguration(configuration)
        .serviceClient(new TargetedServiceClient(configuration, endpoint.target()))
        .sourceIp(sourceAddress)
        .build();
    client.setUserAgent("tracing-on-sls");
    this.console = new ConsoleCalls(client, project);
  }

  private static ClientConfiguration configuration(SlsEndpoint endpoint) {
    ClientConfiguration configuration = new ClientConfiguration();
    configuration.setMaxConnections(endpoint.maxConnections());
    configuration.setConnectionTimeout((int) endpoint.connectTimeout().toMillis());
    configuration.setSocketTimeout((int) endpoint.answerTimeout().toMillis());
    configuration.setRetryDisabled(true);
    configuration.setUseReaper(false);
    if (endpoint.signatureV4()) {
      signWithV4(configuration, endpoint.region());
    }
    return configuration;
  }

  /** The setters are deprecated in favour of the client's own, which come too late for the first request. */
  @SuppressWarnings("deprecation")
  private static void signWithV4(ClientConfiguration configuration, String region) {
    configuration.setSignatureVersion(SignVersion.V4);
    configuration.setRegion(region);
  }

  private static DefaultCredentials sdk(Credentials credentials) {
    String secret = credentials.accessKeySecret().reveal();
    return credentials.token().isEmpty()
        ? new DefaultCredentials(credentials.accessKeyId(), secret)
        : new DefaultCredentials(
            credentials.accessKeyId(), secret, credentials.token().reveal());
  }

  @Override
  public void putLogs(String logstore, byte[] logGroup) {
    call("writing to " + logstore, () -> client.PutLogs(project, logstore, logGroup, "lz4", null));
  }

  @Override
  public LogAnswer query(LogSearch search) {
    String action = "searching " + search.logstore();
    GetLogsRequest request = new GetLogsRequest(
        project,
        search.logstore(),
        search.fromSeconds(),
        search.toSeconds(),
        "",
        search.query(),
        search.offset(),
        search.line(),
        search.reverse());
    request.setCompressType(compressAnswers ? Consts.CompressType.LZ4 : Consts.CompressType.NONE);
    AnswerParsing<LogAnswer> body = new AnswerParsing<>(LogAnswer::parse);
    TargetedServiceClient.parse(body);
    try {
      call(action, () -> client.GetRawLogs(request));
      return body.result();
    } catch (IOException unreadable) {
      throw new SlsFailure(
          SlsFailure.Kind.NETWORK,
          "BadResponse",
          200,
          action + ": the answer of Log Service cannot be read",
          unreadable);
    } finally {
      TargetedServiceClient.parseNoMore();
    }
  }

  @Override
  public Histogram histogram(String logstore, String query, int fromSeconds, int toSeconds) {
    GetHistogramsResponse answer = call(
        "counting in " + logstore,
        () -> client.GetHistograms(project, logstore, fromSeconds, toSeconds, "", query));
    List<Histogram.Bucket> buckets = new ArrayList<>();
    answer.GetHistograms()
        .forEach(bucket -> buckets.add(new Histogram.Bucket(
            bucket.GetFrom(), bucket.GetTo(), bucket.GetCount(), bucket.IsCompleted())));
    return new Histogram(buckets, answer.IsCompleted());
  }

  @Override
  public boolean projectExists() {
    return exists("looking for project " + project, () -> client.GetProject(project));
  }

  @Override
  public void createProject(String description) {
    call("creating project " + project, () -> client.CreateProject(project, description));
  }

  @Override
  public boolean logstoreExists(String logstore) {
    return exists("looking for Logstore " + logstore, () -> client.GetLogStore(project, logstore));
  }

  @Override
  public void createLogstore(LogstoreSpec spec) {
    LogStore logstore = new LogStore(spec.name(), spec.ttlDays(), spec.shards());
    logstore.setmAutoSplit(spec.maxShards() > spec.shards());
    logstore.setmMaxSplitShard(spec.maxShards());
    logstore.setMode("standard");
    call("creating Logstore " + spec.name(), () -> client.CreateLogStore(project, logstore));
  }

  @Override
  public void deleteLogstore(String logstore) {
    call("deleting Logstore " + logstore, () -> client.DeleteLogStore(project, logstore));
  }

  @Override
  public Optional<String> index(String logstore) {
    try {
      return Optional.of(call(
          "reading the index of " + logstore,
          () -> client.GetIndexString(project, logstore).GetIndex()));
    } catch (SlsFailure failure) {
      if (failure.code().equals("IndexConfigNotExist")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public void createIndex(String logstore, String json) {
    call("creating the index of " + logstore, () -> client.CreateIndex(project, logstore, json));
  }

  @Override
  public boolean consoleObjectExists(ConsoleObject.Kind kind, String name) {
    String action = "looking for " + kind.text() + " " + name;
    try {
      return call(action, () -> console.exists(kind, name));
    } catch (SlsFailure failure) {
      if (failure.kind() == SlsFailure.Kind.MISSING && !failure.code().equals("ProjectNotExist")) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public void createConsoleObject(ConsoleObject object) {
    call("creating " + object.title(), () -> console.create(object));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.shutdown();
    }
  }

  private boolean exists(String action, SdkCall<?> call) {
    try {
      call(action, call);
      return true;
    } catch (SlsFailure failure) {
      boolean absent =
          failure.code().equals("ProjectNotExist") || failure.code().equals("LogStoreNotExist");
      if (absent) {
        return false;
      }
      throw failure;
    }
  }

  /** One call of the SDK. */
  @FunctionalInterface
  private interface SdkCall<T> {
    T run() throws LogException;
  }

  /** Makes a call. The SDK also throws unchecked exceptions, and errors when a library does not fit. */
  private <T> T call(String action, SdkCall<T> call) {
    if (closed.get()) {
      throw new SlsFailure(
          SlsFailure.Kind.CLOSED, "Closed", -1, action + ": the storage is closed", null);
    }
    try {
      return call.run();
    } catch (LogException refused) {
      throw failure(action, refused);
    } catch (StorageException noCredentials) {
      throw new SlsFailure(
          SlsFailure.Kind.CREDENTIALS,
          SlsFailure.NO_CREDENTIALS,
          -1,
          action + ": " + noCredentials.getMessage(),
          noCredentials);
    } catch (RuntimeException | LinkageError broken) {
      if (closed.get()) {
        throw new SlsFailure(
            SlsFailure.Kind.CLOSED, "Closed", -1, action + ": the storage is closed", broken);
      }
      throw new SlsFailure(
          SlsFailure.Kind.OTHER,
          "ClientFailure",
          -1,
          action + ": the Log Service client failed with " + broken.getClass().getSimpleName(),
          broken);
    }
  }

  private SlsFailure failure(String action, LogException refused) {
    String code = refused.getErrorCode() == null ? "" : refused.getErrorCode();
    String text = refused.GetErrorMessage() == null ? "" : refused.GetErrorMessage();
    SlsFailure.Kind kind =
        closed.get() ? SlsFailure.Kind.CLOSED : ErrorCodes.kind(code, refused.getHttpCode(), text);
    String message = ErrorCodes.message(kind, action, code, text);
    String requestId = refused.getRequestId();
    if (requestId != null && !requestId.isEmpty()) {
      message += " [request " + requestId + "]";
    }
    return new SlsFailure(kind, code, refused.getHttpCode(), message, null);
  }
}
