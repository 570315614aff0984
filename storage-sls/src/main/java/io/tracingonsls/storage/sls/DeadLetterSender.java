// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.spool.DeadLetter;
import io.tracingonsls.storage.sls.write.LogGroup;
import io.tracingonsls.storage.sls.write.LogGroupSender;
import io.tracingonsls.storage.sls.write.WriteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends dead letters in groups; a group that is refused is halved until the letters at fault are found. Not thread-safe. */
final class DeadLetterSender {
  private static final int GROUP_BYTES = 1 << 20;
  private static final long PAUSE_MILLIS = 500;

  private final SlsClient client;
  private final String logstore;
  private final String sourceAddress;
  private final Deadline deadline;
  private final Consumer<List<Long>> storedPositions;
  private final Consumer<DeadLetter> refused;
  private final List<DeadLetter> group = new ArrayList<>();
  private int bytes;
  private int logs;
  private long stored;

  /** {@code storedPositions} is told at once what is stored, so that a later failure sends nothing twice. */
  DeadLetterSender(
      SlsClient client,
      String logstore,
      String sourceAddress,
      Deadline deadline,
      Consumer<List<Long>> storedPositions,
      Consumer<DeadLetter> refused) {
    this.client = client;
    this.logstore = logstore;
    this.sourceAddress = sourceAddress;
    this.deadline = deadline;
    this.storedPositions = storedPositions;
    this.refused = refused;
  }

  void add(DeadLetter letter) {
    boolean fits = bytes + letter.logs().length() <= GROUP_BYTES
        && logs + letter.logs().logs() <= WriteSettings.MAX_GROUP_LOGS;
    if (!fits) {
      flush();
    }
    group.add(letter);
    bytes += letter.logs().length();
    logs += letter.logs().logs();
  }

  /** Sends what was added. */
  void flush() {
    List<DeadLetter> letters = List.copyOf(group);
    group.clear();
    bytes = 0;
    logs = 0;
    if (!letters.isEmpty()) {
      send(letters);
    }
  }

  private void send(List<DeadLetter> letters) {
    SlsFailure failure = put(letters);
    if (failure == null) {
      storedPositions.accept(letters.stream().map(DeadLetter::position).toList());
      stored += letters.size();
    } else if (letters.size() > 1) {
      int middle = letters.size() / 2;
      send(letters.subList(0, middle));
      send(letters.subList(middle, letters.size()));
    } else {
      DeadLetter letter = letters.get(0);
      String reason = String.valueOf(failure.getMessage());
      refused.accept(
          new DeadLetter(letter.position(), letter.refusedMillis(), reason, letter.logs()));
    }
  }

  /** Null when stored, else why the content is refused; anything else is tried until the deadline and then thrown. */
  private @Nullable SlsFailure put(List<DeadLetter> letters) {
    byte[] message =
        LogGroup.encode(letters.stream().map(DeadLetter::logs).toList(), sourceAddress);
    while (true) {
      try {
        client.putLogs(logstore, message);
        return null;
      } catch (SlsFailure failure) {
        if (LogGroupSender.isAboutContent(failure)) {
          return failure;
        }
        boolean again =
            LogGroupSender.isRetryable(failure) && deadline.remaining().toMillis() > PAUSE_MILLIS;
        if (!again) {
          throw failure.toStorageException();
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.UNAVAILABLE, "interrupted", interrupted);
    }
  }

  long stored() {
    return stored;
  }
}
