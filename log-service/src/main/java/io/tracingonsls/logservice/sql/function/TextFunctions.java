// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.BOOLEAN;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts; positions and lengths count code points from 1. */
final class TextFunctions {
  private static final int MAX_PADDED = 1 << 20;

  private TextFunctions() {}

  static void register(Overloads f) {
    f.add("lower", VARCHAR, types(VARCHAR), a -> text(a, 0).toLowerCase(Locale.ROOT));
    f.add("upper", VARCHAR, types(VARCHAR), a -> text(a, 0).toUpperCase(Locale.ROOT));
    f.add("trim", VARCHAR, types(VARCHAR), a -> text(a, 0).strip());
    f.add("ltrim", VARCHAR, types(VARCHAR), a -> text(a, 0).stripLeading());
    f.add("rtrim", VARCHAR, types(VARCHAR), a -> text(a, 0).stripTrailing());
    f.add("length", BIGINT, types(VARCHAR), a -> (long) codePoints(text(a, 0)));
    f.add(
        "reverse",
        VARCHAR,
        types(VARCHAR),
        a -> new StringBuilder(text(a, 0)).reverse().toString());
    f.add(
        "substr",
        VARCHAR,
        types(VARCHAR, BIGINT),
        a -> substr(text(a, 0), number(a, 1), Long.MAX_VALUE));
    f.add(
        "substr",
        VARCHAR,
        types(VARCHAR, BIGINT, BIGINT),
        a -> substr(text(a, 0), number(a, 1), number(a, 2)));
    f.alias("substring", "substr");
    f.add("strpos", BIGINT, types(VARCHAR, VARCHAR), a -> strpos(text(a, 0), text(a, 1)));
    f.add("starts_with", BOOLEAN, types(VARCHAR, VARCHAR), a -> text(a, 0).startsWith(text(a, 1)));
    f.add("ends_with", BOOLEAN, types(VARCHAR, VARCHAR), a -> text(a, 0).endsWith(text(a, 1)));
    f.add("replace", VARCHAR, types(VARCHAR, VARCHAR), a -> replace(text(a, 0), text(a, 1), ""));
    f.add(
        "replace",
        VARCHAR,
        types(VARCHAR, VARCHAR, VARCHAR),
        a -> replace(text(a, 0), text(a, 1), text(a, 2)));
    f.addVariadic("concat", VARCHAR, VARCHAR, TextFunctions::concat);
    f.add(
        "lpad",
        VARCHAR,
        types(VARCHAR, BIGINT, VARCHAR),
        a -> pad(text(a, 0), number(a, 1), text(a, 2), true));
    f.add(
        "rpad",
        VARCHAR,
        types(VARCHAR, BIGINT, VARCHAR),
        a -> pad(text(a, 0), number(a, 1), text(a, 2), false));
    f.add(
        "split",
        SqlType.array(VARCHAR),
        types(VARCHAR, VARCHAR),
        a -> split(text(a, 0), text(a, 1), Long.MAX_VALUE));
    f.add(
        "split",
        SqlType.array(VARCHAR),
        types(VARCHAR, VARCHAR, BIGINT),
        a -> split(text(a, 0), text(a, 1), limit(a)));
    f.add(
        "split_part",
        VARCHAR,
        types(VARCHAR, VARCHAR, BIGINT),
        a -> splitPart(text(a, 0), text(a, 1), number(a, 2)));
    f.add("chr", VARCHAR, types(BIGINT), a -> chr(number(a, 0)));
    f.add("codepoint", BIGINT, types(VARCHAR), a -> codepoint(text(a, 0)));
    f.add(
        "normalize",
        VARCHAR,
        types(VARCHAR),
        a -> Normalizer.normalize(text(a, 0), Normalizer.Form.NFC));
    f.add(
        "levenshtein_distance",
        BIGINT,
        types(VARCHAR, VARCHAR),
        a -> levenshtein(text(a, 0), text(a, 1)));
  }

  static String text(@Nullable Object[] arguments, int index) {
    return (String) Objects.requireNonNull(arguments[index]);
  }

  static long number(@Nullable Object[] arguments, int index) {
    return (Long) Objects.requireNonNull(arguments[index]);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String substr(String text, long start, long length) {
    int total = codePoints(text);
    long first = start > 0 ? start - 1 : total + start;
    if (start == 0 || first < 0 || first >= total || length <= 0) {
      return "";
    }
    long end = length > total - first ? total : first + length;
    int from = text.offsetByCodePoints(0, (int) first);
    return text.substring(from, text.offsetByCodePoints(from, (int) (end - first)));
  }

  private static Object strpos(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0L : (long) text.codePointCount(0, at) + 1;
  }

  private static String replace(String text, String part, String by) {
    if (part.isEmpty() && (long) (text.length() + 1) * by.length() > MAX_PADDED) {
      throw QueryException.invalid("replace: the result is too long");
    }
    long occurrences = by.length() > part.length() ? occurrences(text, part) : 0;
    if (occurrences * by.length() > MAX_PADDED) {
      throw QueryException.invalid("replace: the result is too long");
    }
    return text.replace(part, by);
  }

  private static long occurrences(String text, String part) {
    long count = 0;
    for (int at = text.indexOf(part);
        at >= 0 && !part.isEmpty();
        at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String concat(@Nullable Object[] parts) {
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      whole.append(text(parts, i));
      if (whole.length() > MAX_PADDED) {
        throw QueryException.invalid("concat: the result is too long");
      }
    }
    return whole.toString();
  }

  private static String pad(String text, long size, String by, boolean left) {
    if (size < 0 || size > MAX_PADDED || by.isEmpty()) {
      throw QueryException.invalid(
          by.isEmpty()
              ? "Padding string must not be empty"
              : "Target length must be in the range [0.." + MAX_PADDED + "]");
    }
    int missing = (int) size - codePoints(text);
    if (missing <= 0) {
      return text.substring(0, text.offsetByCodePoints(0, (int) size));
    }
    int[] pattern = by.codePoints().toArray();
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(pattern[i % pattern.length]);
    }
    return left ? padding + text : text + padding;
  }

  private static long limit(@Nullable Object[] a) {
    long limit = number(a, 2);
    if (limit <= 0) {
      throw QueryException.invalid("Limit must be positive");
    }
    return limit;
  }

  private static List<Object> split(String text, String delimiter, long limit) {
    if (delimiter.isEmpty()) {
      throw QueryException.invalid("The delimiter may not be the empty string");
    }
    List<Object> parts = new ArrayList<>();
    int from = 0;
    while (parts.size() < limit - 1) {
      int at = text.indexOf(delimiter, from);
      if (at < 0) {
        break;
      }
      parts.add(text.substring(from, at));
      from = at + delimiter.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static @Nullable Object splitPart(String text, String delimiter, long index) {
    if (index <= 0) {
      throw QueryException.invalid("Index must be greater than zero");
    }
    List<Object> parts = split(text, delimiter, Long.MAX_VALUE);
    return index > parts.size() ? null : parts.get((int) index - 1);
  }

  private static String chr(long code) {
    if (code < 0 || code > Character.MAX_CODE_POINT || (code >= 0xD800 && code <= 0xDFFF)) {
      throw QueryException.invalid("Not a valid Unicode code point: " + code);
    }
    return Character.toString((int) code);
  }

  private static Object codepoint(String text) {
    if (codePoints(text) != 1) {
      throw QueryException.invalid("codepoint: '" + text + "' (expected: one character)");
    }
    return (long) text.codePointAt(0);
  }

  private static Object levenshtein(String a, String b) {
    if ((long) a.length() * b.length() > 1_000_000) {
      throw QueryException.invalid("The combined inputs for Levenshtein distance are too large");
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return (long) previous[b.length()];
  }
}
