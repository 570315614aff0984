// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed while it is written to; what it acknowledged is there afterwards, once. */
final class KillTest {
  private static final String PROJECT = "kill-project";
  private static final int WRITERS = 4;
  private static final int T = 1_700_000_000;

  @TempDir
  Path directory;

  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

  @Test
  void kill_twice() throws Exception {
    killed(2);
  }

  @Test
  @Tag("slow")
  void kill_fiftyTimes() throws Exception {
    killed(50);
  }

  private void killed(int cycles) throws Exception {
    long seed = Long.getLong("tests.seed", 7L);
    Random random = new Random(seed);
    for (int cycle = 0; cycle < cycles; cycle++) {
      try (ServiceProcess service = ServiceProcess.start(directory)) {
        ProtocolClient client = client(service);
        if (cycle == 0) {
          prepare(client);
        }
        writeAndKill(service, client, 200 + random.nextInt(400));
      }
    }
    try (ServiceProcess service = ServiceProcess.start(directory)) {
      Map<String, Integer> found = found(client(service));
      assertThat(found.keySet()).as("seed %s", seed).containsAll(acknowledged);
      assertThat(found.values()).as("each log once").allMatch(times -> times == 1);
      assertThat(found.size()).isLessThanOrEqualTo(acknowledged.size() + cycles * WRITERS);
      assertThat(acknowledged.size()).isGreaterThan(cycles);
    }
  }

  private static ProtocolClient client(ServiceProcess service) {
    return new ProtocolClient(
        URI.create(service.target()),
        LocalLogServiceSettings.DEFAULT_ENDPOINT,
        ServiceProcess.KEY,
        SignatureVersion.V1,
        "cn-local",
        Clock.systemUTC(),
        Duration.ofSeconds(20));
  }

  private static void prepare(ProtocolClient client) throws IOException {
    client.send(
        ProtocolRequest.of("POST", PROJECT, "/").json("{\"projectName\":\"" + PROJECT + "\"}"));
    client.send(ProtocolRequest.of("POST", PROJECT, "/logstores")
        .json("{\"logstoreName\":\"logs\",\"shardCount\":2}"));
    client.send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/index")
        .json("{\"keys\":{\"k\":{\"type\":\"text\",\"token\":[]}}}"));
  }

  private void writeAndKill(ServiceProcess service, ProtocolClient client, int afterWrites)
      throws Exception {
    int goal = acknowledged.size() + afterWrites;
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      running.add(writers.submit(() -> write(client)));
    }
    while (acknowledged.size() < goal && running.stream().noneMatch(Future::isDone)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    service.kill();
    for (Future<?> writer : running) {
      writer.get(30, TimeUnit.SECONDS);
    }
    writers.shutdown();
  }

  /** Until the service is gone. */
  private void write(ProtocolClient client) {
    while (true) {
      int number = numbers.getAndIncrement();
      String body =
          "{\"__logs__\":[{\"__time__\":" + (T + number % 1000) + ",\"k\":\"v" + number + "\"}]}";
      try {
        if (client
                .send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs").json(body))
                .status()
            == 200) {
          acknowledged.add("v" + number);
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Map<String, Integer> found(ProtocolClient client) throws IOException {
    Map<String, Integer> found = new HashMap<>();
    for (int second = T; second < T + 1000; second++) {
      for (int offset = 0; ; offset += 100) {
        String body = "{\"from\":" + second + ",\"to\":" + (second + 1)
            + ",\"line\":100,\"offset\":" + offset + "}";
        List<String> page = client
            .send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/logs").json(body))
            .json()
            .path("data")
            .findValuesAsText("k");
        page.forEach(value -> found.merge(value, 1, Integer::sum));
        if (page.size() < 100) {
          break;
        }
      }
    }
    return found;
  }
}
