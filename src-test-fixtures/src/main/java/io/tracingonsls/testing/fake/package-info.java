// SPDX-License-Identifier: Apache-2.0
/**
 * Stand-ins that judge their callers or fail on purpose: used around a storage in the tests of collector and query server, instead of mocks.
 */
@NullMarked
package io.tracingonsls.testing.fake;

import org.jspecify.annotations.NullMarked;
