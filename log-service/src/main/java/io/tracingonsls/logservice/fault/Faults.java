// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script of faults, changed by a test while the service runs. Thread-safe. */
public final class Faults {
  /** For ever. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private final Object lock = new Object();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> incompleteSoFar = new HashMap<>();
  private int incompleteAnswers;
  private Duration visibilityDelay = Duration.ZERO;

  private static final class Rule {
    private final Call calls;
    private final Fault fault;
    private int left;

    Rule(Call calls, Fault fault, int left) {
      this.calls = calls;
      this.fault = fault;
      this.left = left;
    }
  }

  /** The next {@code times} calls of that kind meet the fault; rules are used up in the order they were added. */
  public Faults add(Call calls, Fault fault, int times) {
    synchronized (lock) {
      rules.add(new Rule(calls, fault, times));
    }
    return this;
  }

  /** The first {@code times} repeats of every different query are answered {@code Incomplete}, with half of the rows. */
  public Faults incomplete(int times) {
    synchronized (lock) {
      incompleteAnswers = times;
      incompleteSoFar.clear();
    }
    return this;
  }

  /** Written logs are acknowledged at once but found only after the delay. They are lost if the service dies before. */
  public Faults visibilityDelay(Duration delay) {
    synchronized (lock) {
      visibilityDelay = delay;
    }
    return this;
  }

  /** Back to normal. */
  public void clear() {
    synchronized (lock) {
      rules.clear();
      incompleteSoFar.clear();
      incompleteAnswers = 0;
      visibilityDelay = Duration.ZERO;
    }
  }

  /** The fault for a call that has arrived, null for none. Uses up one turn of its rule. */
  public @Nullable Fault next(Call actual) {
    synchronized (lock) {
      for (Rule rule : rules) {
        if (rule.calls.covers(actual) && rule.left > 0) {
          if (rule.left != ALWAYS) {
            rule.left--;
          }
          return rule.fault;
        }
      }
      return null;
    }
  }

  /** Whether this answer to the query has to be incomplete. */
  public boolean incompleteNow(String query) {
    synchronized (lock) {
      return incompleteAnswers > 0
          && incompleteSoFar.merge(query, 1, Integer::sum) <= incompleteAnswers;
    }
  }

  /** How long written logs stay hidden. */
  public Duration visibilityDelay() {
    synchronized (lock) {
      return visibilityDelay;
    }
  }
}
