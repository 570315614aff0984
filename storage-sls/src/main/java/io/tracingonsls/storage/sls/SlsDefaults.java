// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

/** What differs between the cloud and the local Log Service. */
record SlsDefaults(
    boolean local,
    String endpoint,
    String project,
    String target,
    String maxSpanAge,
    String catalogAge) {
  static final SlsDefaults CLOUD = new SlsDefaults(false, "", "", "", "167h", "60s");
  static final SlsDefaults LOCAL = new SlsDefaults(
      true, "cn-local.log.aliyuncs.com", "tracing-local", "http://127.0.0.1:12690", "0s", "1s");

  /** Those of a storage: {@link LocalProvider#ID} or {@link AliyunLogProvider#ID}. */
  static SlsDefaults of(String storageId) {
    return storageId.equals(LocalProvider.ID) ? LOCAL : CLOUD;
  }
}
