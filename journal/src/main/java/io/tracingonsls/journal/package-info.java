/**
 * Append-only files with checksums: bytes in, bytes out, in order, also after a crash.
 *
 * <p>Starting points: {@link io.tracingonsls.journal.Journal#open} and {@link io.tracingonsls.journal.Journal#append} to
 * write, {@link io.tracingonsls.journal.Journal#replay} or a {@link io.tracingonsls.journal.JournalCursor} to read.
 * Knows nothing of what the bytes mean. May be called by the spool and the local Log Service.
 *
 * <h2>Format, version 1</h2>
 *
 * <p>A directory holds {@code lock} and segments {@code <base as 20 digits>.journal}. The position of a record is the
 * segment's base plus its offset in the file, so positions only grow. All numbers are big-endian.
 *
 * <pre>
 * segment = header header record*          the header stands twice, either copy is enough
 * header  = magic "TOSJRNL\n" (8) version (4) marker (4) base (8) salt (4) crc32c of the 28 bytes before (4)
 * record  = marker (4) length (4) payloadCrc (4) headerCrc (4) payload (length)
 * payloadCrc = crc32c(payload)
 * headerCrc  = crc32c(salt (4), offset in the file (8), length (4), payloadCrc (4))
 * </pre>
 *
 * <p>Marker and salt are random per segment, so that no payload, however chosen, can look like a record when a damaged
 * place is searched for the next one. A record with a good header and a bad payload is skipped as one; behind a bad
 * header the next marker with a good header checksum is looked for. In the last segment everything behind the last good
 * record is cut off when the journal is opened, and new records go to the end. A segment whose two headers are both bad
 * is renamed to {@code *.damaged} and reported.
 */
@NullMarked
package io.tracingonsls.journal;

import org.jspecify.annotations.NullMarked;
