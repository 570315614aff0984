/**
 * The sealed segment: an immutable file of columns, its writer and its reader. Start at {@link
 * io.tracingonsls.logservice.engine.segment.SegmentWriter} and {@link
 * io.tracingonsls.logservice.engine.segment.SealedSegment}. Used by {@code store}.
 *
 * <h2>File format, version 3</h2>
 *
 * Numbers are little-endian; "varint" is unsigned LEB128, "zigzag" its signed form; "text" is a varint length and UTF-8 bytes.
 *
 * <pre>
 * file      = magic(8) version(u32) part* directory trailer
 * trailer   = directory offset(u64) stored length(u32) raw length(u32) compressed(u8) crc32c of the stored directory(u32)
 *             version(u32) crc32c of the trailer so far(u32) magic(8)
 * part      = bytes; where, how long, how long when raw, whether zstd-compressed, and the CRC-32C of the stored bytes are in
 *             the directory ("ref": varint offset, varint stored length, varint raw length, u8, u32)
 * directory = segment id(varint) rows(varint) first and last sequence(varint) raw bytes(varint)
 *             number of replaced segments(varint) their ids(varint)*
 *             refs of: seconds, nanosecond parts, rank minus row; groups(ref)
 *             min and max seconds(varint)
 *             number of columns(varint) column*
 * column    = kind(u8) field(text) path(text) values(varint) present rows(varint) longest value(varint)
 *             numeric values(varint) all longs(u8) min(f64) max(f64)
 *             encoding(u8) cells(ref) number of chunks(varint) { first id(varint) chunk(ref) }*
 *             has value filter(u8) [ref]   has word filter(u8) [ref]   has row counts(u8) [ref] (since version 2)
 * </pre>
 *
 * <ul>
 *   <li>Rows are in order of (second, nanosecond part, arrival). "Rank" is the position in order of arrival.
 *   <li>Packed numbers ({@code PackedLongs}): varint count, then per block of 1024 zigzag base and u8 width, then per block the
 *       differences to the base, {@code width} bits each, in little-endian 64-bit words.
 *   <li>Groups: packed sequences, shards, receive times, index versions, first ranks, header numbers; varint count of headers;
 *       each as varint length and {@code GroupHeader} bytes.
 *   <li>Values are numbered by first appearance in row order. The cells of each 2048 rows are a part of their own ("block"), which
 *       begins with its form. Form 0: a varint per row, 0 absent, 1 the next new value, n the value n - 1 before the next new one;
 *       identifiers whose rows lie together thus become small numbers. Form 1: which rows have a value ({@code RowBits}: u8 0 all, 1
 *       those listed, 2 all but those listed; varint how many are listed; the gap before each in a Rice code, whose lower bits are the
 *       logarithm of the mean gap, rounded down), then a u8: 0x40 all values are new, else how many bits an id takes, plus 0x80
 *       when a bit per cell follows that says whether its value is the next new one; then, for each cell whose value is not, its id
 *       less the block's lowest. Bits are filled from the lowest, and each of these three ends at a whole byte.
 *   <li>The index of the cells (the part in the directory) is a varint count, the varint offset of the first block, behind which the
 *       others follow without gaps, and per block: varint raw length, doubled, plus 1 if compressed; varint stored length if
 *       compressed; u32 CRC-32C; varint lowest id + 1, varint highest id + 1, varint values that appeared first in the block before.
 *       A block in which all rows have the same value, or none, is empty; so is the index when all rows have one value, or each
 *       its own. Before version 3 all blocks were of form 0 without the byte that says so, and the index had per block ref, varint
 *       lowest id + 1, varint highest id + 1, varint values that appeared before.
 *   <li>LONGS: every value is a decimal integer in canonical spelling, kept as packed numbers, 4096 to a chunk (all in one
 *       chunk before version 3). HEX: every value is lower-case hex of even length, kept as bytes, two digits each. BYTES: as they are. A chunk holds the lengths (varint each) of up to 4096
 *       values, preceded by their count, and then the bytes; it is cut when it reaches 32 KiB.
 *   <li>Value filter: a Bloom filter over the values; word filter: one over the lower-cased runs of ASCII letters and digits in
 *       them. See {@code BloomFilter}.
 *   <li>Row counts: rows of each value as packed numbers, for columns of 2 to 4096 values with eight rows each on average.
 * </ul>
 */
@NullMarked
package io.tracingonsls.logservice.engine.segment;

import org.jspecify.annotations.NullMarked;
