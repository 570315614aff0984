// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other clients send, and what no client should. */
final class RawProtocolTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final String PROJECT = "raw-project";
  private static ProtocolClient client;

  @BeforeAll
  static void prepare() throws IOException {
    client = new ProtocolClient(
        URI.create(SERVICE.target()),
        SERVICE.endpoint(),
        LocalLogServiceExtension.KEY,
        SignatureVersion.V4,
        "cn-local",
        Clock.systemUTC(),
        Duration.ofSeconds(20));
    assertThat(json("POST", PROJECT, "/", "{\"projectName\":\"raw-project\"}").status())
        .isEqualTo(200);
    assertThat(json("POST", PROJECT, "/logstores", "{\"logstoreName\":\"logs\",\"ttl\":3650}")
            .status())
        .isEqualTo(200);
    assertThat(json(
                "POST",
                PROJECT,
                "/logstores/logs/index",
                "{\"keys\":{\"k\":{\"type\":\"text\",\"token\":null}}}")
            .status())
        .isEqualTo(200);
  }

  private static ProtocolAnswer json(String method, String project, String path, String body)
      throws IOException {
    return client.send(ProtocolRequest.of(method, project, path).json(body));
  }

  /** The part of the path after a question mark becomes the query. */
  private static ProtocolRequest request(String method, String project, String pathAndQuery) {
    URI uri = URI.create(pathAndQuery);
    ProtocolRequest request = ProtocolRequest.of(method, project, uri.getPath());
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        request = request.query(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return request;
  }

  private static ProtocolAnswer get(String project, String pathAndQuery) throws IOException {
    return client.send(request("GET", project, pathAndQuery));
  }

  private static ProtocolAnswer put(String path, byte[] body, String... headers)
      throws IOException {
    ProtocolRequest request = ProtocolRequest.of("POST", PROJECT, path).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      request = request.header(headers[i], headers[i + 1]);
    }
    return client.send(request);
  }

  private static void fails(ProtocolAnswer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
    assertThat(answer.json().get("errorMessage").asText()).isNotEmpty();
    assertThat(answer.header("x-log-requestid")).matches("[0-9A-F]{24}");
  }

  private static byte[] group() {
    byte[] pair = new ProtoWriter().text(1, "k").text(2, "v").toBytes();
    byte[] log = new ProtoWriter().varint(1, 1_700_000_000).bytes(2, pair).toBytes();
    return new ProtoWriter().bytes(1, log).toBytes();
  }

  private static byte[] packed(byte[] data, int rawBytes, int codec) {
    return new ProtoWriter().bytes(1, data).varint(2, rawBytes).varint(3, codec).toBytes();
  }

  private static byte[] packages(byte[]... packages) {
    ProtoWriter list = new ProtoWriter();
    for (byte[] one : packages) {
      list.bytes(1, one);
    }
    return list.toBytes();
  }

  private static ProtocolAnswer putBatch(String logstore, byte[] body) throws IOException {
    return put("/logstores/" + logstore + "/shards/lb", body, "x-log-mode", "batch_group");
  }

  @Test
  void batch_keepsEveryGroup() throws IOException {
    json("POST", PROJECT, "/logstores", "{\"logstoreName\":\"batch\",\"ttl\":3650}");
    json("POST", PROJECT, "/logstores/batch/index", "{\"keys\":{\"k\":{\"type\":\"text\"}}}");
    byte[] group = group();
    byte[] lz4 = Compression.toLz4(group);
    ProtocolAnswer answer = putBatch(
        "batch",
        packages(
            packed(group, group.length, 0),
            packed(lz4, group.length, 2),
            packed(lz4, group.length, 2)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(get(PROJECT, "/logstores/batch?type=log&from=1700000000&to=1700000001")
            .json())
        .hasSize(3);
  }

  @Test
  void appendMeta_tagsEveryGroup() throws IOException {
    json(
        "POST",
        PROJECT,
        "/logstores",
        "{\"logstoreName\":\"meta\",\"ttl\":3650,\"appendMeta\":true}");
    json("POST", PROJECT, "/logstores/meta/index", "{\"keys\":{\"k\":{\"type\":\"text\"}}}");
    byte[] group = group();
    byte[] lz4 = Compression.toLz4(group);
    String size = Integer.toString(group.length);
    put("/logstores/meta/shards/lb", group);
    put("/logstores/meta/shards/lb", lz4, "x-log-compresstype", "lz4", "x-log-bodyrawsize", size);
    putBatch("meta", packages(packed(lz4, group.length, 2)));
    JsonNode rows =
        get(PROJECT, "/logstores/meta?type=log&from=1700000000&to=1700000001").json();
    assertThat(rows).hasSize(3);
    for (JsonNode row : rows) {
      assertThat(row.path("__tag__:__client_ip__").asText()).isEqualTo("127.0.0.1");
      assertThat(row.path("__tag__:__receive_time__").asText()).matches("1\\d{9}");
    }
    fails(
        put(
            "/logstores/meta/shards/lb",
            group,
            "x-log-compresstype",
            "lz4",
            "x-log-bodyrawsize",
            size),
        400,
        "PostBodyUncompressError");
  }

  @Test
  void split_intoSeveral() throws IOException {
    json("POST", PROJECT, "/logstores", "{\"logstoreName\":\"wide\",\"ttl\":1,\"shardCount\":1}");
    ProtocolAnswer answer =
        client.send(request("POST", PROJECT, "/logstores/wide/shards/0?action=split&shardCount=3"));
    assertThat(answer.json()).hasSize(4);
    assertThat(answer.json().findValuesAsText("status"))
        .containsExactly("readonly", "readwrite", "readwrite", "readwrite");
    assertThat(answer.json().at("/2/inclusiveBeginKey").asText()).startsWith("5555");
    assertThat(answer.json().at("/3/exclusiveEndKey").asText()).isEqualTo("f".repeat(32));
    for (String count : new String[] {"1", "257"}) {
      fails(
          client.send(request(
              "POST", PROJECT, "/logstores/wide/shards/1?action=split&shardCount=" + count)),
          400,
          "ParameterInvalid");
    }
  }

  @Test
  void badBatches() throws IOException {
    byte[] group = group();
    byte[] whole = packages(packed(group, group.length, 0));
    fails(putBatch("nothing", whole), 404, "LogStoreNotExist");
    fails(putBatch("logs", new byte[] {1, 2, 3}), 400, "PostBodyInvalid");
    fails(putBatch("logs", Arrays.copyOf(whole, whole.length - 1)), 400, "PostBodyInvalid");
    fails(putBatch("logs", packages(packed(group, group.length, 9))), 400, "PostBodyInvalid");
    fails(putBatch("logs", packages(packed(new byte[] {7}, 1, 0))), 400, "PostBodyInvalid");
    fails(
        putBatch("logs", packages(packed(group, group.length, 2))), 400, "PostBodyUncompressError");
    fails(
        putBatch("logs", packages(packed(group, 6 << 20, 2), packed(group, 6 << 20, 2))),
        413,
        "PostBodyTooLarge");
    fails(put("/logstores/logs/shards/lb", whole, "x-log-mode", "other"), 400, "NotSupported");
  }

  @Test
  void put_onTheLogstoreItself() throws IOException {
    ProtocolAnswer answer =
        put("/logstores/logs", group(), "content-type", "application/x-protobuf");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("x-log-time")).matches("\\d+");
  }

  @ParameterizedTest
  @CsvSource({
    "lz4, abc, 400, InvalidBodyRawSize",
    "lz4, -1, 400, InvalidBodyRawSize",
    "lz4, 10485761, 413, PostBodyTooLarge",
    "lz4, 99999999999, 413, PostBodyTooLarge",
    "lz4, 1000, 400, PostBodyUncompressError",
    "lz4, 0, 400, PostBodyUncompressError",
    "deflate, 1000, 400, PostBodyUncompressError",
    "zstd, 1000, 400, PostBodyUncompressError",
    "snappy, 10, 400, InvalidCompressType",
  })
  void put_badCompression(String type, String size, int status, String code) throws IOException {
    fails(
        put(
            "/logstores/logs/shards/lb",
            group(),
            "x-log-compresstype",
            type,
            "x-log-bodyrawsize",
            size),
        status,
        code);
  }

  @Test
  void put_badBodies() throws IOException {
    fails(
        put("/logstores/logs/shards/lb", "not protobuf".getBytes(StandardCharsets.UTF_8)),
        400,
        "PostBodyInvalid");
    fails(
        put("/logstores/logs/shards/lb", new byte[WriteLimits.MAX_BODY_BYTES + 1]),
        413,
        "PostBodyTooLarge");
    fails(
        put("/logstores/logs/shards/lb", new byte[WriteLimits.MAX_WIRE_BYTES + 1]),
        413,
        "PostBodyTooLarge");
    for (String json : new String[] {
      "",
      "[]",
      "{}",
      "{\"__logs__\":1}",
      "{\"__logs__\":[1]}",
      "{\"__logs__\":[{\"__time__\":-1}]}",
      "{\"__logs__\":[{\"__time__\":1.5}]}",
      "{\"__logs__\":[{\"__time__\":\"x\"}]}"
    }) {
      fails(
          put(
              "/logstores/logs/shards/lb",
              json.getBytes(StandardCharsets.UTF_8),
              "content-type",
              "application/json"),
          400,
          "PostBodyInvalid");
    }
    fails(put("/logstores/logs/shards/route", group()), 400, "MissingParameter");
  }

  @Test
  void unknownPathsAndMethods() throws IOException {
    fails(get(PROJECT, "/nothing"), 404, "PathNotExist");
    fails(client.send(ProtocolRequest.of("PUT", PROJECT, "/logstores")), 405, "InvalidMethod");
    fails(get(PROJECT, "/logstores/logs?type=other"), 400, "NotSupported");
    fails(get(PROJECT, "/logstores/logs/shards/0?type=other"), 400, "ParameterInvalid");
    fails(get(PROJECT, "/logstores/logs/shards/x?type=log"), 400, "ParameterInvalid");
    fails(get(PROJECT, "/logstores/logs/shards/9?type=log"), 404, "ShardNotExist");
    fails(get(PROJECT, "/logstores/logs/shards/0?type=log&cursor=%21"), 400, "ParameterInvalid");
  }

  @Test
  void projectlessCalls() throws IOException {
    assertThat(get("", "/?offset=0&size=10&projectName=raw").json().get("count").asInt())
        .isEqualTo(1);
    fails(get("", "/logstores"), 400, "InvalidHost");
    fails(client.send(ProtocolRequest.of("DELETE", "", "/")), 400, "InvalidHost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]",
        "x",
        "{\"from\":1}",
        "{\"from\":\"x\",\"to\":2}",
        "{\"from\":1,\"to\":2,\"line\":-2}",
        "{\"from\":1,\"to\":2,\"offset\":-1}",
        "{\"from\":1,\"to\":2,\"reverse\":\"maybe\"}",
        "{\"from\":1,\"to\":2,\"query\":{}}",
        "{\"from\":1,\"to\":2,\"fromNs\":1000000000}",
        "{\"from\":9223372036854775808,\"to\":2}"
      })
  void getLogs_badArguments(String body) throws IOException {
    ProtocolAnswer answer = json("POST", PROJECT, "/logstores/logs/logs", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("errorCode").asText())
        .isIn("ParameterInvalid", "MissingParameter");
  }

  @Test
  void getLogs_olderForm() throws IOException {
    assertThat(put("/logstores/logs", group()).status()).isEqualTo(200);
    ProtocolAnswer answer =
        get(PROJECT, "/logstores/logs?type=log&from=1700000000&to=1700000001&query=k%3A%20v");
    JsonNode row = answer.json().get(0);
    assertThat(row.get("k").asText()).isEqualTo("v");
    assertThat(answer.header("x-log-progress")).isEqualTo("Complete");
    assertThat(answer.header("x-log-count"))
        .isEqualTo(Integer.toString(answer.json().size()));
    assertThat(answer.header("x-log-query-info")).contains("\"whereQuery\":\"k: v\"");
    assertThat(answer.header("x-log-compresstype")).isNull();
    assertThat(answer.header("x-log-bodyrawsize")).isNull();
  }

  @Test
  void histograms_onTheLogstoreItself() throws IOException {
    ProtocolAnswer answer = get(
        PROJECT,
        "/logstores/logs?type=histogram&from=1700000000&to=1700000010&interval=0&query=%2A&topic=");
    assertThat(answer.header("x-log-progress")).isEqualTo("Complete");
    assertThat(answer.header("x-log-count")).matches("\\d+");
    assertThat(answer.json().get(0).get("progress").asText()).isEqualTo("Complete");
  }

  @Test
  void unsignedOrOldClients() throws IOException {
    ProtocolClient unsigned =
        client.signing(LocalLogServiceExtension.KEY, SignatureVersion.NONE, Clock.systemUTC());
    ProtocolRequest request = ProtocolRequest.of("GET", PROJECT, "/");
    fails(unsigned.send(request), 401, "Unauthorized");
    fails(unsigned.send(request.header("x-log-apiversion", "9.9")), 400, "InvalidAPIVersion");
  }
}
