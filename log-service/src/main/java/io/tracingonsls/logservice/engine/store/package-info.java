/**
 * Logstores on disk: write-ahead log, open segment, sealing, merging, expiry, snapshots and pulls. Start at {@link
 * io.tracingonsls.logservice.engine.store.ColumnEngine}; made by whoever assembles the service, used through the interfaces of the
 * parent package.
 *
 * <h2>Folder of a Logstore</h2>
 *
 * <pre>
 * &lt;root&gt;/engine.lock                     held while a process has the engine open
 * &lt;root&gt;/&lt;project&gt;/&lt;logstore&gt;/MANIFEST     which segments count, and up to where the write-ahead log is contained in them
 * …/journal/                               write-ahead log: one record per LogGroup, as received
 * …/segments/seg-&lt;id&gt;.tls                  sealed segments; a file that the manifest does not name does not count
 * …/damaged/                               files set aside because they could not be trusted
 * </pre>
 *
 * <p>A group is acknowledged when its journal record is as durable as the mode says and its logs are in the open segment. A full open
 * segment is written as a file, the file is synced, and one atomic replacement of the manifest makes the file count and moves the
 * replay position behind its groups: a crash at any point finds each group in exactly one of the two. Merges and expiry replace
 * the manifest in the same way.
 */
@NullMarked
package io.tracingonsls.logservice.engine.store;

import org.jspecify.annotations.NullMarked;
