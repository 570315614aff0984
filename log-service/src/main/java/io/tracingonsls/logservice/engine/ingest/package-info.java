/**
 * From received bytes to logs: decompression, the check that accepts or refuses a whole LogGroup, slicing without text objects,
 * and shredding of JSON values. Pure and single-threaded; start at {@link
 * io.tracingonsls.logservice.engine.ingest.CheckedGroup}. Used by the engine's store and open segment; {@link
 * io.tracingonsls.logservice.engine.ingest.LogGroupWriter} also by the protocol front.
 */
@NullMarked
package io.tracingonsls.logservice.engine.ingest;

import org.jspecify.annotations.NullMarked;
