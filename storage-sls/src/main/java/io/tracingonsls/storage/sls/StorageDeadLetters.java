// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.journal.JournalError;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.provision.NameRules;
import io.tracingonsls.storage.sls.spool.DeadLetter;
import io.tracingonsls.storage.sls.spool.DeadLetterBox;
import io.tracingonsls.storage.sls.spool.SpoolSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The dead letters of a storage of this module, those of its tenants among them; for the command line. Works on the files, whether or not the
 * settings switch the spool on. Blocking, not thread-safe.
 */
public final class StorageDeadLetters implements AutoCloseable {
  private final Map<String, Path> boxes;
  private final SlsClient client;
  private final String sourceAddress;

  private StorageDeadLetters(Map<String, Path> boxes, SlsClient client, String sourceAddress) {
    this.boxes = boxes;
    this.client = client;
    this.sourceAddress = sourceAddress;
  }

  /**
   * Reads the settings and looks for letters; sends nothing.
   *
   * @param storageId {@link LocalProvider#ID} or {@link AliyunLogProvider#ID}
   * @param values as given to {@link AliyunLogProvider#open}
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static StorageDeadLetters of(
      String storageId, Map<String, String> values, StorageContext context) {
    Map<String, String> spooling = new HashMap<>(values);
    spooling.put(SlsFlags.SPOOL, "true");
    SlsSettings settings =
        SlsSettings.parse(spooling, SlsDefaults.of(storageId), context, System.getenv());
    SpoolSettings spool = Objects.requireNonNull(settings.spool());
    Map<String, Path> boxes = new LinkedHashMap<>();
    boxes.put(settings.provision().logstore().name(), spool.deadLettersDirectory());
    for (String tenant : tenants(spool.tenantsDirectory())) {
      boxes.putIfAbsent(tenant, spool.ofTenant(tenant).deadLettersDirectory());
    }
    String source = settings.write().sourceAddress();
    return new StorageDeadLetters(
        boxes, new SdkSlsClient(settings.endpoint(), settings.credentials(), source), source);
  }

  private static List<String> tenants(Path directory) {
    List<String> logstores = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          logstores.add(String.valueOf(entry.getFileName()));
        }
      } catch (IOException unreadable) {
        throw new StorageException(
            StorageError.INTERNAL, directory + " cannot be read", unreadable);
      }
    }
    logstores.sort(null);
    logstores.forEach(name -> NameRules.checkLogstore("spool", name));
    return logstores;
  }

  /** A letter and its name, {@code logstore:number}. */
  public record Named(String id, String logstore, DeadLetter letter) {}

  /**
   * Delivers all letters, oldest first within a Logstore. Works beside a running collector.
   *
   * @return damaged places in the files, whose letters are lost
   */
  public long list(Consumer<Named> consumer) {
    long damaged = 0;
    for (Map.Entry<String, Path> box : boxes.entrySet()) {
      damaged += files(
          box.getValue(),
          () -> DeadLetterBox.read(
              box.getValue(), letter -> consumer.accept(named(box.getKey(), letter))));
    }
    return damaged;
  }

  private static Named named(String logstore, DeadLetter letter) {
    return new Named(logstore + ":" + letter.position(), logstore, letter);
  }

  /**
   * Takes chosen letters out for good.
   *
   * @param chosen asked by name
   * @return how many
   * @throws StorageException with UNAVAILABLE when a collector has them open
   */
  public long delete(Predicate<String> chosen) {
    return change((logstore, box) -> {
      List<Long> positions = new ArrayList<>();
      box.read(letter -> {
        if (chosen.test(named(logstore, letter).id())) {
          positions.add(letter.position());
        }
      });
      box.remove(positions);
      return positions.size();
    });
  }

  /**
   * Writes chosen letters to their Logstores again; those that are stored now are taken out, the others stay.
   *
   * @param refused gets those that are refused again, with the new reason
   * @param timeout for all together, while Log Service is away
   * @return how many were stored
   * @throws StorageException when a collector has them open, or Log Service can't be written to; what was stored until then is taken out
   */
  public long retry(Predicate<String> chosen, Duration timeout, Consumer<Named> refused) {
    Deadline deadline = Deadline.after(timeout);
    return change((logstore, box) -> {
      DeadLetterSender sender = new DeadLetterSender(
          client,
          logstore,
          sourceAddress,
          deadline,
          box::remove,
          letter -> refused.accept(named(logstore, letter)));
      box.read(letter -> {
        if (chosen.test(named(logstore, letter).id())) {
          sender.add(letter);
        }
      });
      sender.flush();
      return sender.stored();
    });
  }

  /** Something done with the letters of one Logstore. */
  private interface Change {
    long apply(String logstore, DeadLetterBox box);
  }

  private long change(Change change) {
    long done = 0;
    for (Map.Entry<String, Path> entry : boxes.entrySet()) {
      Path directory = entry.getValue();
      if (Files.isDirectory(directory)) {
        done += files(directory, () -> {
          try (DeadLetterBox box = DeadLetterBox.open(directory)) {
            return change.apply(entry.getKey(), box);
          }
        });
      }
    }
    return done;
  }

  /** Work on files. */
  private interface FileWork {
    long run();
  }

  private static long files(Path directory, FileWork work) {
    try {
      return work.run();
    } catch (JournalException failed) {
      boolean inUse = failed.error() == JournalError.LOCKED;
      throw new StorageException(
          inUse ? StorageError.UNAVAILABLE : StorageError.INTERNAL,
          inUse
              ? directory + " is in use by a running collector (expected: stop it first)"
              : String.valueOf(failed.getMessage()),
          failed);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
