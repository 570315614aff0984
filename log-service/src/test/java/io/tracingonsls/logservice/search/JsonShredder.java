// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON object in UTF-8 and reports the leaves that can be indexed: text, numbers and booleans inside objects of
 * any depth. Arrays (and what is inside them) and {@code null} are skipped. A damaged object is reported up to the
 * damage; anything that is not an object has no leaves. Paths are shared objects, so a caller can hang its own data on
 * {@link Path#ordinal()}. Not thread-safe; memory is bounded whatever the input.
 */
public final class JsonShredder {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_SHARED_PATHS = 10_000;

  private final Path root = new Path("", 0, 0);
  private int sharedPaths = 1;
  private byte[] json = new byte[0];
  private int at;
  private int end;

  /** What kind of value a leaf is. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /** Receives the leaves in the order of the text; a repeated key is reported again. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One leaf. The value is {@code json[from, to)}; for text with {@code escaped} it still holds JSON escapes, see
     * {@link #unescape}.
     */
    void leaf(Path path, Kind kind, byte[] json, int from, int to, boolean escaped);
  }

  /** The place of a leaf: names joined with dots. Compared by identity within one shredder. */
  public static final class Path {
    private final String name;
    private final int ordinal;
    private final int depth;
    private final Map<Key, Path> children = new HashMap<>();

    private Path(String name, int ordinal, int depth) {
      this.name = name;
      this.ordinal = ordinal;
      this.depth = depth;
    }

    /** Names joined with dots. */
    public String name() {
      return name;
    }

    /** A small number, the same for equal paths; -1 when the shredder has seen too many to number them. */
    public int ordinal() {
      return ordinal;
    }

    /** 1 for a member of the outermost object. */
    public int depth() {
      return depth;
    }
  }

  private static final class Key {
    private byte[] bytes;
    private int from;
    private int to;
    private int hash;

    private Key(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      set(bytes, from, to);
    }

    private Key set(byte[] newBytes, int newFrom, int newTo) {
      bytes = newBytes;
      from = newFrom;
      to = newTo;
      int h = 1;
      for (int i = newFrom; i < newTo; i++) {
        h = 31 * h + newBytes[i];
      }
      hash = h;
      return this;
    }

    private Key copy() {
      byte[] own = Arrays.copyOfRange(bytes, from, to);
      return new Key(own, 0, own.length);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }
  }

  private final Key probe = new Key(json, 0, 0);

  /** Reports the leaves of the object in {@code bytes[from, to)}. Returns whether the whole text was a valid object. */
  public boolean shred(byte[] bytes, int from, int to, Visitor visitor) {
    json = bytes;
    at = from;
    end = to;
    skipBlanks();
    boolean valid = at < end && json[at] == '{' && object(root, visitor);
    skipBlanks();
    return valid && at == end;
  }

  private boolean object(Path parent, @Nullable Visitor visitor) {
    at++;
    skipBlanks();
    if (take('}')) {
      return true;
    }
    do {
      skipBlanks();
      int keyFrom = at + 1;
      int keyEnd = text();
      if (keyEnd < 0) {
        return false;
      }
      boolean escaped = lastTextEscaped;
      skipBlanks();
      if (!take(':')) {
        return false;
      }
      skipBlanks();
      Path path = visitor == null ? parent : child(parent, keyFrom, keyEnd, escaped);
      if (!value(path, visitor)) {
        return false;
      }
      skipBlanks();
    } while (take(','));
    return take('}');
  }

  private boolean lastTextEscaped;

  private boolean value(Path path, @Nullable Visitor visitor) {
    if (at >= end || path.depth > MAX_DEPTH) {
      return false;
    }
    switch (json[at]) {
      case '{':
        return object(path, visitor);
      case '[':
        return array(path.depth);
      case '"':
        int from = at + 1;
        int to = text();
        return to >= 0 && report(visitor, path, Kind.TEXT, from, to, lastTextEscaped);
      case 't':
        return word("true") && report(visitor, path, Kind.BOOLEAN, at - 4, at, false);
      case 'f':
        return word("false") && report(visitor, path, Kind.BOOLEAN, at - 5, at, false);
      case 'n':
        return word("null");
      default:
        int start = at;
        return number() && report(visitor, path, Kind.NUMBER, start, at, false);
    }
  }

  private boolean report(
      @Nullable Visitor visitor, Path path, Kind kind, int from, int to, boolean escaped) {
    if (visitor != null) {
      visitor.leaf(path, kind, json, from, to, escaped);
    }
    return true;
  }

  /** Skips an array without recursion: only brackets and texts matter. */
  private boolean array(int depth) {
    int open = depth;
    do {
      if (at >= end) {
        return false;
      }
      byte b = json[at];
      if (b == '"') {
        if (text() < 0) {
          return false;
        }
        continue;
      }
      if (b == '[' || b == '{') {
        open++;
      } else if (b == ']' || b == '}') {
        open--;
      }
      at++;
    } while (open > depth);
    return true;
  }

  /** Reads a quoted text; returns the position of the closing quote, or -1. */
  private int text() {
    lastTextEscaped = false;
    if (at >= end || json[at] != '"') {
      return -1;
    }
    at++;
    while (at < end) {
      byte b = json[at];
      if (b == '"') {
        return at++;
      }
      if (b == '\\') {
        lastTextEscaped = true;
        at++;
      }
      at++;
    }
    return -1;
  }

  private boolean word(String word) {
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (json[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private boolean number() {
    int start = at;
    while (at < end && isNumberByte(json[at])) {
      at++;
    }
    boolean delimited =
        at < end && (json[at] == ',' || json[at] == '}' || json[at] <= ' ' && json[at] >= 0);
    return delimited
        && IndexedValues.isDouble(new String(json, start, at - start, StandardCharsets.ISO_8859_1));
  }

  private static boolean isNumberByte(byte b) {
    return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  private void skipBlanks() {
    while (at < end
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r')) {
      at++;
    }
  }

  private boolean take(char c) {
    if (at < end && json[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private Path child(Path parent, int from, int to, boolean escaped) {
    Path known = parent.children.get(probe.set(json, from, to));
    if (known != null) {
      return known;
    }
    String key = escaped
        ? unescape(json, from, to)
        : new String(json, from, to - from, StandardCharsets.UTF_8);
    String name = parent.depth == 0 ? key : parent.name + "." + key;
    if (sharedPaths >= MAX_SHARED_PATHS) {
      return new Path(name, -1, parent.depth + 1);
    }
    Path path = new Path(name, sharedPaths++, parent.depth + 1);
    parent.children.put(probe.copy(), path);
    return path;
  }

  /** The text of {@code json[from, to)} with JSON escapes resolved; a malformed escape is kept as written. */
  public static String unescape(byte[] json, int from, int to) {
    return JsonText.unescape(new String(json, from, to - from, StandardCharsets.UTF_8));
  }
}
