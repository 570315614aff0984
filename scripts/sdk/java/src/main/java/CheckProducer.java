// SPDX-License-Identifier: Apache-2.0

import com.aliyun.openservices.aliyun.log.producer.LogProducer;
import com.aliyun.openservices.aliyun.log.producer.ProducerConfig;
import com.aliyun.openservices.aliyun.log.producer.ProjectConfig;
import com.aliyun.openservices.aliyun.log.producer.Result;
import com.aliyun.openservices.aliyun.log.producer.errors.ResultFailedException;
import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.common.LogGroup;
import com.aliyun.openservices.log.common.LogItem;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.QueriedLog;
import com.aliyun.openservices.log.common.Shard;
import com.aliyun.openservices.log.common.auth.DefaultCredentials;
import com.aliyun.openservices.log.common.auth.StaticCredentialsProvider;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.aliyun.openservices.log.request.BatchPutLogsRequest;
import com.aliyun.openservices.log.request.PullLogsRequest;
import com.aliyun.openservices.log.response.GetContextLogsResponse;
import com.aliyun.openservices.log.response.PullLogsResponse;
import com.google.common.util.concurrent.ListenableFuture;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Log Service's unmodified Java producer against a local Log Service: every log arrives once. One line per check. */
public final class CheckProducer {
  private static final String ENDPOINT = "http://cn-local.log.aliyuncs.com";
  private static final String PROJECT = "producer-java";
  private static final int LOGS = 20_000;
  private static final URI TARGET = URI.create(System.getenv("LOG_SERVICE_TARGET"));
  private static final String KEY_ID = System.getenv("LOG_SERVICE_KEY_ID");
  private static final String KEY_SECRET = System.getenv("LOG_SERVICE_KEY_SECRET");

  private static int failures;

  private CheckProducer() {}

  public static void main(String[] arguments) throws Exception {
    Client client = client();
    client.CreateProject(PROJECT, "made by a test");
    check("default settings: every log arrives once", () -> arrives(client, "defaults", new ProducerConfig()));
    check("context of a produced log", () -> context(client));
    check("signature v4, zstd", () -> {
      ProducerConfig config = new ProducerConfig();
      config.setSignVersion(SignVersion.V4);
      config.setRegion("cn-local");
      config.setCompressType("zstd");
      return arrives(client, "v4", config);
    });
    check("JSON format", () -> {
      ProducerConfig config = new ProducerConfig();
      config.setLogFormat(ProducerConfig.LogFormat.JSON);
      return arrives(client, "json", config);
    });
    check("groups in one request", () -> batch(client));
    check("unknown logstore fails at once", CheckProducer::unknownLogstore);
    for (String store : List.of("defaults", "v4", "json", "batch")) {
      client.DeleteLogStore(PROJECT, store);
    }
    client.DeleteProject(PROJECT);
    client.shutdown();
    System.out.println(failures == 0 ? "all passed" : failures + " failed");
    System.exit(failures == 0 ? 0 : 1);
  }

  private static void check(String name, Callable<String> call) {
    String problem;
    try {
      problem = call.call();
    } catch (Exception | LinkageError e) {
      problem = e.toString();
    }
    if (problem.isEmpty()) {
      System.out.println("ok    " + name);
    } else {
      failures++;
      System.out.println("FAIL  " + name + ": " + problem);
    }
  }

  /** Host names and signatures stay those of the endpoint; the connection goes to the target, as through a proxy. */
  private static Client client() {
    ClientConfiguration configuration = new ClientConfiguration();
    configuration.setProxyHost(TARGET.getHost());
    configuration.setProxyPort(TARGET.getPort());
    return new Client(
        ENDPOINT,
        new StaticCredentialsProvider(new DefaultCredentials(KEY_ID, KEY_SECRET)),
        configuration,
        "10.0.0.9");
  }

  /** All that differs from an application's is where it connects to. */
  private static LogProducer producer(ProducerConfig config) {
    ProjectConfig project = new ProjectConfig(PROJECT, ENDPOINT, KEY_ID, KEY_SECRET);
    project.setProxyIp(TARGET.getHost() + ":" + TARGET.getPort());
    LogProducer producer = new LogProducer(config);
    producer.putProjectConfig(project);
    return producer;
  }

  private static LogItem log(int number) {
    LogItem item = new LogItem((int) (System.currentTimeMillis() / 1000));
    item.PushBack("number", Integer.toString(number));
    item.PushBack("name", "GET /a b 你好");
    return item;
  }

  private static String arrives(Client client, String store, ProducerConfig config) throws Exception {
    client.CreateLogStore(PROJECT, new LogStore(store, 30, 3));
    client.CreateIndex(
        PROJECT,
        store,
        "{\"keys\":{\"number\":{\"type\":\"long\",\"doc_value\":true},"
            + "\"__tag__:__pack_id__\":{\"type\":\"text\",\"token\":[],\"doc_value\":true}}}");
    LogProducer producer = producer(config);
    List<ListenableFuture<Result>> sent = new ArrayList<>();
    for (int first = 0; first < LOGS; first += 10) {
      if (first % 3 == 0) {
        List<LogItem> items = new ArrayList<>();
        for (int number = first; number < first + 10; number++) {
          items.add(log(number));
        }
        sent.add(producer.send(PROJECT, store, "topic", "10.0.0.9", "hash-" + first, items));
      } else {
        for (int number = first; number < first + 10; number++) {
          sent.add(producer.send(PROJECT, store, "topic", "10.0.0.9", log(number)));
        }
      }
    }
    producer.close();
    for (ListenableFuture<Result> future : sent) {
      if (!future.get().isSuccessful()) {
        return "a send failed: " + future.get();
      }
    }
    return compare(pulled(client, store));
  }

  private static List<Integer> pulled(Client client, String store) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (Shard shard : client.ListShard(PROJECT, store).GetShards()) {
      String cursor = client
          .GetCursor(PROJECT, store, shard.getShardId(), Consts.CursorMode.BEGIN)
          .GetCursor();
      while (true) {
        PullLogsResponse answer =
            client.pullLogs(new PullLogsRequest(PROJECT, store, shard.getShardId(), 100, cursor));
        answer.getLogGroups().forEach(group -> {
          for (int i = 0; i < group.GetFastLogGroup().getLogsCount(); i++) {
            numbers.add(Integer.valueOf(
                group.GetFastLogGroup().getLogs(i).getContents(0).getValue()));
          }
        });
        if (answer.getNextCursor().equals(cursor)) {
          break;
        }
        cursor = answer.getNextCursor();
      }
    }
    return numbers;
  }

  private static String compare(List<Integer> numbers) {
    Set<Integer> different = new HashSet<>(numbers);
    return numbers.size() == LOGS && different.size() == LOGS
        ? ""
        : numbers.size() + " logs, " + different.size() + " of them different, instead of " + LOGS;
  }

  /** The producer numbers its batches; the logs around one are found by that. */
  private static String context(Client client) throws Exception {
    int now = (int) (System.currentTimeMillis() / 1000);
    QueriedLog log = client
        .GetLogs(PROJECT, "defaults", now - 600, now + 600, "", "number = 5001|with_pack_meta", 1, 0, false)
        .getLogs()
        .get(0);
    String packId = value(log, "__tag__:__pack_id__");
    String packMeta = value(log, "__pack_meta__");
    GetContextLogsResponse around =
        client.getContextLogs(PROJECT, "defaults", packId, packMeta, 3, 3);
    if (!around.isCompleted() || around.getLogs().isEmpty()) {
      return "no context for " + packId + " " + packMeta;
    }
    return around.getLogs().stream().anyMatch(near -> value(near, "number").equals("5001"))
        ? ""
        : "the log is not among its own context";
  }

  private static String value(QueriedLog log, String key) {
    return log.GetLogItem().GetLogContents().stream()
        .filter(content -> content.GetKey().equals(key))
        .map(content -> content.GetValue())
        .findFirst()
        .orElse("");
  }

  private static String batch(Client client) throws Exception {
    client.CreateLogStore(PROJECT, new LogStore("batch", 30, 3));
    for (Consts.CompressType type : List.of(Consts.CompressType.LZ4, Consts.CompressType.ZSTD)) {
      List<LogGroup> groups = new ArrayList<>();
      for (int first = 0; first < LOGS / 2; first += 1000) {
        LogGroup group = new LogGroup();
        group.setTopic("topic");
        group.setSource("10.0.0.9");
        int offset = type == Consts.CompressType.LZ4 ? 0 : LOGS / 2;
        for (int number = first; number < first + 1000; number++) {
          group.getLogItems().add(log(offset + number));
        }
        groups.add(group);
      }
      BatchPutLogsRequest request = new BatchPutLogsRequest(PROJECT, "batch", groups, null);
      request.setCompressType(type);
      client.batchPutLogs(request);
    }
    return compare(pulled(client, "batch"));
  }

  private static String unknownLogstore() throws Exception {
    LogProducer producer = producer(new ProducerConfig());
    ListenableFuture<Result> sent = producer.send(PROJECT, "nothing", log(1));
    producer.close();
    try {
      sent.get();
      return "no failure";
    } catch (ExecutionException e) {
      ResultFailedException failed = (ResultFailedException) e.getCause();
      return failed.getErrorCode().equals("LogStoreNotExist") && failed.getResult().getReservedAttempts().size() == 1
          ? ""
          : failed.getErrorCode() + " after " + failed.getResult().getReservedAttempts().size() + " attempts";
    }
  }
}
