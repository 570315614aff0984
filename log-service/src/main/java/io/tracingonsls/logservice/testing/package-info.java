/**
 * A local Log Service for tests of other modules.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.testing.LocalLogServiceExtension}. Needs JUnit on the class path, which production
 * code must not have: nothing outside of tests may call it.
 */
@NullMarked
package io.tracingonsls.logservice.testing;

import org.jspecify.annotations.NullMarked;
