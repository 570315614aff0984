// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every index configuration a Logstore has had, oldest first: logs stay indexed as they were when written. */
public record IndexVersions(List<IndexVersion> versions) implements IndexHistory {
  static final IndexVersions EMPTY = new IndexVersions(List.of());

  public IndexVersions {
    versions = List.copyOf(versions);
  }

  /** The version that new logs get; 0 before the first index. */
  public int currentNumber() {
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
  }

  /** The document in force, null when there is no index. */
  public @Nullable ObjectNode currentDocument() {
    return versions.isEmpty() ? null : versions.get(versions.size() - 1).document();
  }

  /** When the current version was set, unix seconds; 0 when there never was an index. */
  public long changedSeconds() {
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).sinceSeconds();
  }

  @Override
  public IndexConfig current() {
    return at(currentNumber());
  }

  @Override
  public IndexConfig at(int number) {
    return number >= 1 && number <= versions.size()
        ? versions.get(number - 1).config()
        : IndexConfig.NONE;
  }

  IndexVersions with(@Nullable ObjectNode document, IndexConfig config, long nowSeconds) {
    List<IndexVersion> all = new ArrayList<>(versions);
    all.add(new IndexVersion(versions.size() + 1, document, config, nowSeconds));
    return new IndexVersions(all);
  }
}
