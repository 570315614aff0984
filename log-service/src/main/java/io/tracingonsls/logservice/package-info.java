/**
 * The local Log Service: one node that speaks the cloud's protocol and keeps its data in a folder.
 *
 * <p>Starting points: {@link io.tracingonsls.logservice.LocalLogServiceSettings} says how it runs, {@link
 * io.tracingonsls.logservice.LocalLogService#start} runs it. {@code app} and tests may call it; it knows nothing of spans.
 */
@NullMarked
package io.tracingonsls.logservice;

import org.jspecify.annotations.NullMarked;
