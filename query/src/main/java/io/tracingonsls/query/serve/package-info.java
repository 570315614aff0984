/**
 * The query server: routes of Jaeger's HTTP APIs, the web UI's files, and the mapping of failures to answers.
 *
 * <p>Starting points: {@link io.tracingonsls.query.serve.QuerySettings} and {@link io.tracingonsls.query.serve.QueryServer}. A route parses on
 * the event loop, reads on the threads of {@code fetch}, and writes through an {@link io.tracingonsls.query.serve.AnswerPipe}, so that a long
 * answer is never held in memory. Called by {@code app}.
 */
@NullMarked
package io.tracingonsls.query.serve;

import org.jspecify.annotations.NullMarked;
