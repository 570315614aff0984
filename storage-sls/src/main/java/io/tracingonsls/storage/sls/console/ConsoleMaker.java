// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import io.tracingonsls.storage.sls.client.ConsoleObject;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import java.util.List;

/** Makes the documents that are missing. One that exists is left alone, whoever made it and whatever became of it. Blocking. */
public final class ConsoleMaker {
  private final SlsClient client;

  public ConsoleMaker(SlsClient client) {
    this.client = client;
  }

  /** How making one ended. */
  public enum Outcome {
    CREATED,
    /** Was there. */
    KEPT,
    FAILED
  }

  /**
   * Makes what is missing; goes on behind a failure.
   *
   * @param seen sees every outcome, with the message of a failure or an empty text
   * @return whether all are there now
   */
  public boolean make(List<ConsoleObject> objects, Progress seen) {
    boolean complete = true;
    for (ConsoleObject object : objects) {
      try {
        seen.accept(object, make(object), "");
      } catch (SlsFailure failure) {
        seen.accept(object, Outcome.FAILED, String.valueOf(failure.getMessage()));
        complete = false;
      }
    }
    return complete;
  }

  private Outcome make(ConsoleObject object) {
    if (client.consoleObjectExists(object.kind(), object.name())) {
      return Outcome.KEPT;
    }
    try {
      client.createConsoleObject(object);
      return Outcome.CREATED;
    } catch (SlsFailure failure) {
      if (failure.kind() == SlsFailure.Kind.EXISTS) {
        return Outcome.KEPT;
      }
      throw failure;
    }
  }

  /** Sees outcomes. */
  @FunctionalInterface
  public interface Progress {
    void accept(ConsoleObject object, Outcome outcome, String message);
  }
}
