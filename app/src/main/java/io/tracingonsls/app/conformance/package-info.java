/**
 * Probes of a Log Service, local or cloud: each asks one thing over the public protocol and cites the documented rule that its expected
 * answer follows from.
 *
 * <p>Starting points: {@link io.tracingonsls.app.conformance.ConformanceCommand} for people, {@link
 * io.tracingonsls.app.conformance.ConformanceRun} for tests. The probes themselves are data, in the resource folder {@code conformance}.
 * Talks only to the network, never to the local Log Service's classes but for its client.
 */
@NullMarked
package io.tracingonsls.app.conformance;

import org.jspecify.annotations.NullMarked;
