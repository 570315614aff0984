// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;
import java.util.Map;

/**
 * Entry point of a storage backend, found by {@link java.util.ServiceLoader} on the class path and in the plug-in directory. Needs a public
 * constructor without arguments.
 */
public interface StorageProvider {
  /** The value of {@code SPAN_STORAGE_TYPE} that selects this backend: lower-case letters, digits and hyphens. */
  String id();

  /** One line for help texts. */
  String description();

  /** The settings that {@link #open} understands, so that help, reference documents and validation include plug-ins. */
  List<StorageSetting> settings();

  /**
   * Makes a storage. Does no network or disk I/O: that is {@link TraceStorage#prepare()}'s and {@link TraceStorage#check()}'s work.
   *
   * @param settings values by {@link StorageSetting#name()}; settings without a value are absent
   * @throws IllegalArgumentException if a value is bad; the message names setting, value and expectation and holds no secret
   */
  TraceStorage open(Map<String, String> settings, StorageContext context);

  /**
   * The settings with which {@link #open} makes the archive, a second storage that keeps what users choose to keep; empty when none is
   * configured.
   */
  default Map<String, String> archiveSettings(Map<String, String> settings) {
    return Map.of();
  }
}
