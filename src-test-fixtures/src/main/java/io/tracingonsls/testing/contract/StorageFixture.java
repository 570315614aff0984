// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import io.tracingonsls.storage.TraceStorage;

/** Gives the contracts a storage to test. */
public interface StorageFixture {
  /** A prepared storage that the contract closes when its test is over. May be a new view of the same data each time. */
  TraceStorage open();
}
