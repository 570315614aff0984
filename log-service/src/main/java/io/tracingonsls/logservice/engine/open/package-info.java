/**
 * The open segment: logs in memory, columns with growing dictionaries, one writer, any number of readers that never wait. Start at
 * {@link io.tracingonsls.logservice.engine.open.OpenSegment}. Used by {@code store}.
 */
@NullMarked
package io.tracingonsls.logservice.engine.open;

import org.jspecify.annotations.NullMarked;
