// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryException.Reason;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.TextBytes;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct texts, numbered from 0 in order of appearance, as UTF-8 bytes one after the other in pages: about 33 bytes and the
 * text itself each, a sixth of what strings in a hash map take. Every array is reserved from the guard when it is made.
 */
final class TextTable extends ValueDictionary {
  /** Secret, so that nobody can send texts that all collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final int PAGE_BITS = 18;
  private static final int MAX_PAGE = 1 << PAGE_BITS;
  private static final int MAX_PAGES = 1 << (32 - PAGE_BITS);
  private static final int FIRST_PAGE = 512;
  private static final int FIRST_CAPACITY = 16;
  private static final int LONG_TEXT = 255;

  private final QueryGuard guard;
  private final List<byte[]> pages = new ArrayList<>();
  private int pageUsed;
  private int[] positions = new int[FIRST_CAPACITY];
  private int[] hashes = new int[FIRST_CAPACITY];
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private int size;

  TextTable(QueryGuard guard) {
    this.guard = guard;
    pages.add(new byte[FIRST_PAGE]);
    guard.reserve(FIRST_PAGE + 16L * FIRST_CAPACITY);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object value(int number) {
    int start = start(number);
    byte[] page = pages.get(positions[number] >>> PAGE_BITS);
    return new String(page, start, length(number), StandardCharsets.UTF_8);
  }

  @Override
  public boolean read(int number, TextBytes out) {
    int length = length(number);
    byte[] page = pages.get(positions[number] >>> PAGE_BITS);
    System.arraycopy(page, start(number), out.room(length), 0, length);
    return true;
  }

  /** The number of a text, or -1; with {@code add} a new text gets one. */
  int number(TextBytes text, boolean add) {
    int hash = hash(text);
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && equal(number, text)) {
        return number;
      }
    }
    return add ? put(text, hash, slot) : -1;
  }

  private int put(TextBytes text, int hash, int slot) {
    if (size == positions.length) {
      grow();
      return number(text, true);
    }
    positions[size] = append(text);
    hashes[size] = hash;
    slots[slot] = ++size;
    return size - 1;
  }

  private int append(TextBytes text) {
    int length = text.length();
    int prefix = length < LONG_TEXT ? 1 : 5;
    if (pageUsed + prefix + length > pages.get(pages.size() - 1).length) {
      addPage(prefix + length);
    }
    byte[] page = pages.get(pages.size() - 1);
    int position = ((pages.size() - 1) << PAGE_BITS) | pageUsed;
    page[pageUsed] = (byte) Math.min(length, LONG_TEXT);
    for (int i = 1; i < prefix; i++) {
      page[pageUsed + i] = (byte) (length >>> (8 * (i - 1)));
    }
    System.arraycopy(text.bytes(), 0, page, pageUsed + prefix, length);
    pageUsed += prefix + length;
    return position;
  }

  /** Pages double until they are of full size; a longer text has a page of its own. */
  private void addPage(int wanted) {
    if (pages.size() == MAX_PAGES) {
      throw new QueryException(Reason.TOO_LARGE, "query keeps more than 4 GB of texts");
    }
    int usual = Math.min(MAX_PAGE, FIRST_PAGE << Math.min(pages.size(), PAGE_BITS));
    int bytes = Math.max(wanted, usual);
    guard.reserve(bytes);
    pages.add(new byte[bytes]);
    pageUsed = 0;
  }

  private int start(int number) {
    int at = positions[number] & (MAX_PAGE - 1);
    byte[] page = pages.get(positions[number] >>> PAGE_BITS);
    return at + ((page[at] & 0xFF) < LONG_TEXT ? 1 : 5);
  }

  private int length(int number) {
    int at = positions[number] & (MAX_PAGE - 1);
    byte[] page = pages.get(positions[number] >>> PAGE_BITS);
    int length = page[at] & 0xFF;
    if (length == LONG_TEXT) {
      length = 0;
      for (int i = 4; i > 0; i--) {
        length = (length << 8) | (page[at + i] & 0xFF);
      }
    }
    return length;
  }

  private boolean equal(int number, TextBytes text) {
    int length = length(number);
    if (length != text.length()) {
      return false;
    }
    byte[] page = pages.get(positions[number] >>> PAGE_BITS);
    return ByteHash.equal(page, start(number), text.bytes(), 0, length);
  }

  private void grow() {
    long old = 16L * positions.length;
    guard.reserve(2 * old);
    positions = Arrays.copyOf(positions, 2 * positions.length);
    hashes = Arrays.copyOf(hashes, positions.length);
    slots = new int[2 * positions.length];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number + 1;
    }
    guard.release(old);
  }

  private static int hash(TextBytes text) {
    return (int) ByteHash.hash(SEED, text.bytes(), 0, text.length());
  }
}
