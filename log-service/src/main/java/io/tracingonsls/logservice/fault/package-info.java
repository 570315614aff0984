/**
 * Faults on demand, so that clients' behaviour in trouble can be tested on the wire.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.fault.Faults}, which a test puts into the settings object and scripts while the
 * service runs. No flag, environment variable or request reaches it.
 */
@NullMarked
package io.tracingonsls.logservice.fault;

import org.jspecify.annotations.NullMarked;
