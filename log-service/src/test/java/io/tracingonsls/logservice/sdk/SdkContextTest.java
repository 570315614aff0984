// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.QueriedLog;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.response.GetContextLogsResponse;
import com.aliyun.openservices.log.response.GetLogsResponse;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs around one log: two clients, twenty packages of five logs each, arriving in any order, one package lost. */
final class SdkContextTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final String PROJECT = "context-project";
  private static final int T = 1_700_000_000;
  private static final int LOST = 12;

  private static Client client;

  @BeforeAll
  static void write() throws LogException {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    client.CreateProject(PROJECT, "");
    client.CreateLogStore(PROJECT, new LogStore("logs", 3650, 3));
    client.CreateIndex(
        PROJECT,
        "logs",
        "{\"keys\":{\"n\":{\"type\":\"long\"},\"who\":{\"type\":\"text\",\"token\":[]}}}");
    List<byte[]> packs = new ArrayList<>();
    for (String who : List.of("A1B2", "A1B")) {
      for (int pack = 0; pack < 20; pack++) {
        if (pack != LOST) {
          packs.add(pack(who, pack));
        }
      }
    }
    Collections.shuffle(packs, new Random(1));
    for (byte[] pack : packs) {
      client.PutLogs(PROJECT, "logs", pack, "lz4", null);
    }
  }

  /** Two logs share a second, so that arrival has to decide. */
  private static byte[] pack(String who, int pack) {
    TestGroup group =
        TestGroup.of("", "10.0.0.1").tag("__pack_id__", who + "-" + Integer.toHexString(pack));
    for (int i = 0; i < 5; i++) {
      int number = pack * 5 + i;
      group.log(T + number / 2, "n", Integer.toString(number), "who", who);
    }
    return group.toBytes();
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
  }

  private static String field(QueriedLog log, String key) {
    return log.GetLogItem().GetLogContents().stream()
        .filter(content -> content.getKey().equals(key))
        .map(content -> content.getValue())
        .findFirst()
        .orElse("absent");
  }

  private static QueriedLog find(int number) throws LogException {
    GetLogsResponse found = client.GetLogs(
        PROJECT,
        "logs",
        T + number / 2,
        T + number / 2 + 1,
        "",
        "who: A1B2 and n = " + number + " |with_pack_meta");
    return found.getLogs().get(0);
  }

  private static GetContextLogsResponse around(QueriedLog log, int back, int forward)
      throws LogException {
    return client.getContextLogs(
        PROJECT,
        "logs",
        field(log, "__tag__:__pack_id__"),
        field(log, "__pack_meta__"),
        back,
        forward);
  }

  private static List<Integer> numbers(GetContextLogsResponse answer) {
    assertThat(answer.getLogs()).allMatch(log -> field(log, "who").equals("A1B2"));
    return answer.getLogs().stream()
        .map(log -> Integer.valueOf(field(log, "n")))
        .toList();
  }

  @Test
  void logsAround_areThoseOfTheSameClient() throws LogException {
    GetContextLogsResponse answer = around(find(33), 10, 10);
    assertThat(answer.isCompleted()).isTrue();
    assertThat(answer.getTotalLines()).isEqualTo(21);
    assertThat(answer.getBackLines()).isEqualTo(10);
    assertThat(answer.getForwardLines()).isEqualTo(10);
    assertThat(numbers(answer)).isEqualTo(IntStream.rangeClosed(23, 43).boxed().toList());
    assertThat(answer.getLogs())
        .extracting(log -> field(log, "__index_number__"))
        .startsWith("-10", "-9")
        .contains("0")
        .endsWith("10");
  }

  @Test
  void walkingFromEitherEnd_meetsEveryLogOnce() throws LogException {
    List<Integer> expected =
        IntStream.range(0, 100).filter(number -> number / 5 != LOST).boxed().toList();
    List<Integer> walked = new ArrayList<>(numbers(around(find(0), 100, 0)));
    QueriedLog last = find(0);
    while (true) {
      GetContextLogsResponse next = around(last, 0, 7);
      if (next.getForwardLines() == 0) {
        break;
      }
      List<Integer> numbers = numbers(next);
      walked.addAll(numbers.subList(1, numbers.size()));
      last = next.getLogs().get(next.getLogs().size() - 1);
    }
    assertThat(walked).isEqualTo(expected);
    assertThat(numbers(around(last, 100, 100))).isEqualTo(expected);
  }

  @Test
  void goneLog_hasNoContext() throws LogException {
    GetContextLogsResponse answer =
        client.getContextLogs(PROJECT, "logs", "FFFF-1", field(find(33), "__pack_meta__"), 10, 10);
    assertThat(answer.isCompleted()).isTrue();
    assertThat(answer.getTotalLines()).isZero();
    assertThat(answer.getLogs()).isEmpty();
  }

  @Test
  void logOfNoPackage_hasNoMeta() throws LogException {
    client.PutLogs(
        PROJECT,
        "logs",
        TestGroup.of("", "").log(T + 5000, "n", "5000", "who", "nobody").toBytes(),
        "lz4",
        null);
    GetLogsResponse found =
        client.GetLogs(PROJECT, "logs", T + 5000, T + 5001, "", "*|with_pack_meta");
    assertThat(field(found.getLogs().get(0), "__pack_meta__")).isEqualTo("absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0|x|2|1", "0|MTIz|2|-1", "0|MTIz|2|1|", "0|LTE=|2|1"})
  void unusableMeta_isRefused(String meta) {
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.getContextLogs(PROJECT, "logs", "A1B2-1", meta, 1, 1))
        .satisfies(e -> assertThat(e.GetErrorCode())
            .isEqualTo(meta.isEmpty() ? "MissingParameter" : "ParameterInvalid"));
  }

  @Test
  void tooManyLines_areRefused() throws LogException {
    QueriedLog log = find(33);
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> around(log, 101, 1))
        .satisfies(e -> assertThat(e.GetErrorMessage()).contains("at most 100"));
  }
}
