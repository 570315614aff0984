// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Journal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How much disk all spools of a storage take together. Thread-safe. */
public final class SpoolSpace {
  private final Set<Journal> journals = ConcurrentHashMap.newKeySet();

  void add(Journal journal) {
    journals.add(journal);
  }

  void remove(Journal journal) {
    journals.remove(journal);
  }

  /** Bytes of all files. */
  long usedBytes() {
    return journals.stream().mapToLong(Journal::sizeBytes).sum();
  }
}
