// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What the host gives to a storage.
 *
 * @param clock the only source of wall-clock time
 * @param metrics where the storage counts
 * @param dataDir directory of this process' data; may not exist yet
 */
public record StorageContext(Clock clock, StorageMetrics metrics, Path dataDir) {}
