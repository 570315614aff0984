/**
 * Writing: batches become encoded logs on the caller's thread, many of them share one LogGroup, a few threads send those and retry.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.write.SlsSpanWriter} (the SPI), {@link io.tracingonsls.storage.sls.write.LogGroupBatcher}
 * (who waits for what), {@link io.tracingonsls.storage.sls.write.LogEncoder} (spans to bytes). A receipt is given only after Log Service
 * confirmed. Callers: the storage itself and {@code spool}.
 */
@NullMarked
package io.tracingonsls.storage.sls.write;

import org.jspecify.annotations.NullMarked;
