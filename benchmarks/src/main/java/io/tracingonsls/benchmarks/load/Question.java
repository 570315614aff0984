// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A question and what it costs.
 *
 * @param targets what to ask for, one after the other, each time anew
 */
record Question(String name, Supplier<List<String>> targets) {
  /** Targets come from one source of randomness. */
  private static final Object LOCK = new Object();

  static Question of(String name, Supplier<String> target) {
    return new Question(name, () -> List.of(target.get()));
  }

  /**
   * What clients see who ask at the same time.
   *
   * @param bytes of one answer, in the mean
   */
  record Answers(Latencies latencies, int failures, long bytes) {}

  /** Asks {@code rounds} times from each of some clients. */
  Answers ask(URI server, int clients, int rounds) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Client>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(pool.submit(new Client(server, rounds, this)));
      }
      Latencies all = new Latencies();
      int failures = 0;
      long bytes = 0;
      for (Future<Client> one : running) {
        Client client = one.get();
        all.addAll(client.latencies);
        failures += client.failures;
        bytes += client.bytes;
      }
      return new Answers(all, failures, bytes / all.size());
    } catch (ExecutionException failed) {
      throw new IOException("a client failed", failed);
    } finally {
      pool.shutdownNow();
    }
  }

  private static final class Client implements Callable<Client> {
    private final URI server;
    private final int rounds;
    private final Question question;
    private final Latencies latencies = new Latencies();
    private int failures;
    private long bytes;

    Client(URI server, int rounds, Question question) {
      this.server = server;
      this.rounds = rounds;
      this.question = question;
    }

    @Override
    public Client call() throws IOException {
      try (HttpConnection connection = new HttpConnection(server)) {
        for (int round = 0; round < rounds; round++) {
          List<String> targets;
          synchronized (LOCK) {
            targets = question.targets().get();
          }
          long begin = System.nanoTime();
          for (String target : targets) {
            failures += connection.get(target) == 200 ? 0 : 1;
            bytes += connection.bodyBytes();
          }
          latencies.add(System.nanoTime() - begin);
        }
      }
      return this;
    }
  }
}
