// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import io.tracingonsls.server.HostPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the text of a setting is read. */
public final class SettingType<T> {
  /** Any text. */
  public static final SettingType<String> TEXT =
      new SettingType<>("text", text -> text, value -> value);

  /** A whole number of 32 bits. */
  public static final SettingType<Integer> INTEGER =
      new SettingType<>("integer", SettingType::integer, Object::toString);

  /** A decimal number. */
  public static final SettingType<Double> NUMBER =
      new SettingType<>("number", SettingType::number, Object::toString);

  /** true or false. */
  public static final SettingType<Boolean> BOOLEAN =
      new SettingType<>("true|false", SettingType::bool, Object::toString);

  /** Go style: {@code 90s}, {@code 1h30m}, {@code 250ms}, {@code 7d}. */
  public static final SettingType<Duration> DURATION =
      new SettingType<>("duration", DurationText::parse, DurationText::format);

  /** A number of bytes: {@code 4096}, {@code 64KiB}, {@code 20MB}. */
  public static final SettingType<Long> BYTES =
      new SettingType<>("bytes", BytesText::parse, BytesText::format);

  /** host:port; a left-out host is 127.0.0.1, port 0 is any free port. */
  public static final SettingType<HostPort> HOST_PORT =
      new SettingType<>("host:port", text -> HostPort.parse(text, "127.0.0.1"), HostPort::toString);

  /** Where a listener that may be switched off binds: host:port, or nothing for no listener. What is read then is port 0. */
  public static final SettingType<HostPort> LISTENER = new SettingType<>(
      "host:port",
      text -> HostPort.parse(text.isBlank() ? ":0" : text, "127.0.0.1"),
      HostPort::toString);

  /** Comma-separated texts; the flag may also be repeated. */
  public static final SettingType<List<String>> LIST =
      new SettingType<>("list", SettingType::list, values -> String.join(",", values));

  /** A text that is never shown. */
  public static final SettingType<Sensitive> SECRET =
      new SettingType<>("secret", Sensitive::new, value -> value.isEmpty() ? "" : "***");

  /** The path of a file or directory; it need not exist. */
  public static final SettingType<Path> FILE =
      new SettingType<>("path", SettingType::path, Path::toString);

  private final String name;
  private final Function<String, T> parser;
  private final Function<T, String> formatter;

  private SettingType(String name, Function<String, T> parser, Function<T, String> formatter) {
    this.name = name;
    this.parser = parser;
    this.formatter = formatter;
  }

  /** One of a few words. */
  public static SettingType<String> oneOf(String... words) {
    List<String> allowed = List.of(words);
    return new SettingType<>(
        String.join("|", allowed),
        text -> {
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException("expected: one of " + String.join(", ", allowed));
          }
          return text;
        },
        value -> value);
  }

  /** A short name for help texts. */
  public String name() {
    return name;
  }

  /** Reads a text; an {@link IllegalArgumentException} says what was expected. */
  T parse(String text) {
    return parser.apply(text);
  }

  String format(T value) {
    return formatter.apply(value);
  }

  private static Integer integer(String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected: a whole number", e);
    }
  }

  private static Double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected: a number", e);
    }
    throw new IllegalArgumentException("expected: a finite number");
  }

  private static Boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "t", "yes", "on" -> true;
      case "false", "0", "f", "no", "off" -> false;
      default -> throw new IllegalArgumentException("expected: true or false");
    };
  }

  private static List<String> list(String text) {
    List<String> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        values.add(part.strip());
      }
    }
    return List.copyOf(values);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("expected: a path", e);
    }
  }
}
