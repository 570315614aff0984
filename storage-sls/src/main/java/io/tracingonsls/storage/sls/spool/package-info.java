/**
 * The disk spool: spans are acknowledged when a journal in the data directory has them, and go to Log Service from there, also after a crash
 * or an outage.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.spool.SpoolingSpanWriter} (the SPI, receipts say JOURNALED) and
 * {@link io.tracingonsls.storage.sls.spool.SpoolDrain} (from the journal to Log Service). A journal record is what {@code SpoolRecord}
 * describes; the file {@code sent} holds the position up to which all is stored. After a crash what was under way is sent again: readers
 * drop equal rows. What Log Service refuses for good goes to {@link io.tracingonsls.storage.sls.spool.DeadLetterBox}. Caller: the storage.
 */
@NullMarked
package io.tracingonsls.storage.sls.spool;

import org.jspecify.annotations.NullMarked;
