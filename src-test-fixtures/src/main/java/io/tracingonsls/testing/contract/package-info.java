// SPDX-License-Identifier: Apache-2.0
/**
 * What every storage must do, as test classes to inherit from: one abstract class per subject.
 *
 * <p>A storage has one test class with one {@code @Nested} subclass per contract and a
 * {@link io.tracingonsls.testing.contract.StorageFixture}. Everything a contract writes carries a suffix of its own, so that stores that
 * can't be cleared pass as well, and everything it expects is awaited with a deadline, so that stores that show data late pass as well.
 */
@NullMarked
package io.tracingonsls.testing.contract;

import org.jspecify.annotations.NullMarked;
