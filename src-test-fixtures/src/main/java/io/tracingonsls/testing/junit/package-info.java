// SPDX-License-Identifier: Apache-2.0
/**
 * Extensions for JUnit. Starting point: {@link io.tracingonsls.testing.junit.SeedExtension}, which hands seeded generators to test methods
 * and names the seed when a test fails. Any test may call this package.
 */
@NullMarked
package io.tracingonsls.testing.junit;

import org.jspecify.annotations.NullMarked;
