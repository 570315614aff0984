// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What opening a journal found.
 *
 * @param firstPosition no record is before it
 * @param nextPosition where the next record goes. After a power failure without syncs this can be before a position
 *     that was given out earlier: who stores positions lowers them to this one
 * @param truncatedBytes length of the incomplete tail that was cut off, usually left by a crash
 * @param damagedFiles files set aside because nothing in them can be trusted
 */
public record OpenReport(
    long firstPosition, long nextPosition, long truncatedBytes, List<Path> damagedFiles) {
  /** Copies the list. */
  public OpenReport {
    damagedFiles = List.copyOf(damagedFiles);
  }

  /** Whether anything was repaired. */
  public boolean isClean() {
    return truncatedBytes == 0 && damagedFiles.isEmpty();
  }
}
