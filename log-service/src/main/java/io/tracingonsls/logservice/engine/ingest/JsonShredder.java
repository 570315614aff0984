// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.util.Arrays;

/**
 * Takes the text of a JSON object apart into leaves and a template: the text with a marker byte in place of every leaf. Template
 * and leaves give back the exact text, so a value is stored without its text; values of the same writer share few templates.
 *
 * <p>Reading is lenient where it costs nothing (control characters inside strings, numbers are only checked roughly) because
 * nothing is lost by it. Duplicate paths are the caller's to find. Reused for many values; not thread-safe.
 */
public final class JsonShredder {
  /** Objects nested deeper are opaque leaves. */
  public static final int MAX_DEPTH = 32;

  private final ByteSink template = new ByteSink(1024);
  private final ByteSink unescaped = new ByteSink(256);
  private final StringBuilder path = new StringBuilder();
  private byte[] source = new byte[0];
  private int position;
  private int end;
  private int literalStart;
  private boolean withPaths;
  private int level;
  private boolean markers;
  private boolean wellFormed;
  private boolean lossless;

  private int leafCount;
  private LeafKind[] kinds = new LeafKind[16];
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private boolean[] decoded = new boolean[16];
  private String[] paths = new String[16];
  private int[] depths = new int[16];

  /** Whether the whole text is one JSON object. If not, the leaves are those before the error. */
  public boolean wellFormed() {
    return wellFormed;
  }

  /** Whether template and leaves give back the text byte for byte. */
  public boolean lossless() {
    return wellFormed && lossless;
  }

  /** Number of leaves. */
  public int leafCount() {
    return leafCount;
  }

  /** Kind of leaf {@code i}. */
  public LeafKind kind(int i) {
    return kinds[i];
  }

  /** Array that holds the value of leaf {@code i}; valid until the next call of {@link #shred}. */
  public byte[] leafBytes(int i) {
    return decoded[i] ? unescaped.array() : source;
  }

  /** Start of the value of leaf {@code i}. */
  public int leafStart(int i) {
    return starts[i];
  }

  /** Length of the value of leaf {@code i}. */
  public int leafLength(int i) {
    return lengths[i];
  }

  /** Value of leaf {@code i}, copied. */
  public byte[] leafValue(int i) {
    return Arrays.copyOfRange(leafBytes(i), starts[i], starts[i] + lengths[i]);
  }

  /** Dotted path of leaf {@code i}, if paths were asked for. */
  public String leafPath(int i) {
    return paths[i];
  }

  /** How deep leaf {@code i} lies, if paths were asked for: 1 for a member of the object itself. */
  public int leafDepth(int i) {
    return depths[i];
  }

  /** The template; valid until the next call. */
  public byte[] templateBytes() {
    return template.array();
  }

  /** Length of the template. */
  public int templateLength() {
    return template.size();
  }

  /** Takes a value apart. */
  public void shred(byte[] bytes, int offset, int length, boolean paths) {
    this.markers = false;
    run(bytes, offset, length, paths);
  }

  /**
   * Takes a value apart by a template it may have. If so, leaves are as after {@link #shred} without paths (and {@link
   * #templateBytes} is not set); if not, nothing is known.
   */
  public boolean match(TemplateMatcher matcher, byte[] bytes, int offset, int length) {
    source = bytes;
    leafCount = 0;
    withPaths = false;
    return matcher.match(bytes, offset, length, this);
  }

  /** Takes a template apart: kinds and paths of its leaves. */
  public void shredTemplate(byte[] bytes, int offset, int length) {
    this.markers = true;
    run(bytes, offset, length, true);
  }

  private void run(byte[] bytes, int offset, int length, boolean paths) {
    source = bytes;
    position = offset;
    literalStart = offset;
    end = offset + length;
    withPaths = paths;
    lossless = true;
    leafCount = 0;
    template.clear();
    unescaped.clear();
    path.setLength(0);
    wellFormed = at('{') && object(1) && trailingBlanks();
    template.put(source, literalStart, end - literalStart);
  }

  private boolean trailingBlanks() {
    blanks();
    return position == end;
  }

  private boolean object(int depth) {
    position++;
    blanks();
    if (at('}')) {
      position++;
      return true;
    }
    int parentPath = path.length();
    while (true) {
      if (!member(depth)) {
        return false;
      }
      path.setLength(parentPath);
      blanks();
      if (at(',')) {
        position++;
        blanks();
      } else if (at('}')) {
        position++;
        return true;
      } else {
        return false;
      }
    }
  }

  private boolean member(int depth) {
    if (!at('"')) {
      return false;
    }
    int keyStart = position + 1;
    int keyEnd = closingQuote();
    if (keyEnd < 0) {
      return false;
    }
    if (withPaths) {
      appendKey(keyStart, keyEnd, depth);
    }
    position = keyEnd + 1;
    blanks();
    if (!at(':')) {
      return false;
    }
    position++;
    blanks();
    return value(depth);
  }

  private void appendKey(int from, int to, int depth) {
    if (depth > 1) {
      path.append('.');
    }
    path.append(JsonText.unescape(source, from, to));
  }

  private boolean value(int depth) {
    if (position >= end) {
      return false;
    }
    level = depth;
    byte b = source[position];
    if (b == '"') {
      return string();
    }
    if (b == '{' && depth < MAX_DEPTH) {
      return object(depth + 1);
    }
    if (b == '[' || b == '{') {
      return opaque();
    }
    if (markers && LeafKind.isMarker(b)) {
      leaf(LeafKind.ofMarker(b), position, 1);
      position++;
      return true;
    }
    return scalar();
  }

  private boolean string() {
    int start = position;
    int close = closingQuote();
    if (close < 0) {
      return false;
    }
    cut(start, close + 1, LeafKind.STRING);
    int escape = JsonText.firstSpecial(source, start + 1, close);
    if (escape < 0) {
      leaf(LeafKind.STRING, start + 1, close - start - 1);
    } else {
      unescapedLeaf(start + 1, close);
    }
    position = close + 1;
    return true;
  }

  private void unescapedLeaf(int from, int to) {
    int begin = unescaped.size();
    JsonText.unescape(source, from, to, unescaped);
    int length = unescaped.size() - begin;
    lossless &= JsonText.escapesTo(unescaped.array(), begin, length, source, from, to);
    leaf(LeafKind.STRING, begin, length);
    decoded[leafCount - 1] = true;
  }

  private boolean opaque() {
    int start = position;
    int depth = 0;
    while (position < end) {
      byte b = source[position];
      if (b == '"') {
        int close = closingQuote();
        if (close < 0) {
          return false;
        }
        position = close;
      } else if (b == '[' || b == '{') {
        depth++;
      } else if ((b == ']' || b == '}') && --depth == 0) {
        position++;
        cut(start, position, LeafKind.OPAQUE);
        leaf(LeafKind.OPAQUE, start, position - start);
        return true;
      }
      position++;
    }
    return false;
  }

  private boolean scalar() {
    int start = position;
    while (position < end && JsonText.isScalarByte(source[position])) {
      position++;
    }
    if (JsonText.equals(source, start, position, "null")) {
      return true;
    }
    boolean known = JsonText.isNumber(source, start, position)
        || JsonText.equals(source, start, position, "true")
        || JsonText.equals(source, start, position, "false");
    if (known) {
      cut(start, position, LeafKind.SCALAR);
      leaf(LeafKind.SCALAR, start, position - start);
    }
    return known;
  }

  /** Replaces a range of the text by the kind's marker. */
  private void cut(int from, int to, LeafKind kind) {
    if (!markers) {
      template.put(source, literalStart, from - literalStart);
      template.put(kind.marker());
      literalStart = to;
    }
  }

  void leaf(LeafKind kind, int start, int length) {
    if (leafCount == kinds.length) {
      grow();
    }
    kinds[leafCount] = kind;
    starts[leafCount] = start;
    lengths[leafCount] = length;
    decoded[leafCount] = false;
    if (withPaths) {
      paths[leafCount] = path.toString();
      depths[leafCount] = level;
    }
    leafCount++;
  }

  private void grow() {
    int size = leafCount * 2;
    kinds = Arrays.copyOf(kinds, size);
    starts = Arrays.copyOf(starts, size);
    lengths = Arrays.copyOf(lengths, size);
    decoded = Arrays.copyOf(decoded, size);
    paths = Arrays.copyOf(paths, size);
    depths = Arrays.copyOf(depths, size);
  }

  /** Position of the quote that ends the string which starts at {@link #position}, or -1. */
  private int closingQuote() {
    for (int i = position + 1; i < end; i++) {
      byte b = source[i];
      if (b == '"') {
        return i;
      }
      if (b == '\\') {
        i++;
      }
    }
    return -1;
  }

  private void blanks() {
    while (position < end && JsonText.isBlank(source[position])) {
      position++;
    }
  }

  private boolean at(char c) {
    return position < end && source[position] == c;
  }

  /** The text of a template filled with leaf values. */
  public static String fill(byte[] template, LeafValues leaves) {
    ByteSink out = new ByteSink(template.length * 4);
    ByteSink value = new ByteSink(64);
    int leaf = 0;
    int from = 0;
    for (int i = 0; i < template.length; i++) {
      if (LeafKind.isMarker(template[i])) {
        out.put(template, from, i - from);
        from = i + 1;
        if (template[i] == LeafKind.STRING.marker()) {
          value.clear();
          leaves.put(leaf++, value);
          JsonText.quote(value.array(), 0, value.size(), out);
        } else {
          leaves.put(leaf++, out);
        }
      }
    }
    out.put(template, from, template.length - from);
    return new String(out.array(), 0, out.size(), UTF_8);
  }

  /** Gives the value of the n-th leaf of a template. */
  @FunctionalInterface
  public interface LeafValues {
    /** Appends its UTF-8 bytes, unescaped. */
    void put(int leaf, ByteSink out);
  }
}
