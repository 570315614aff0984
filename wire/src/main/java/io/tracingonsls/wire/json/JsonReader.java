// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one JSON document. Each {@code readX} expects the cursor on a value's first token and leaves it on the last; {@code null}
 * reads as the type's zero, as Go has it. Numbers are taken from text as well. Not thread-safe.
 */
public final class JsonReader {
  /** Beyond any real document; an object context is small. */
  private static final int MAX_NESTING = 10_000;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_NESTING)
          .maxStringLength(DecodeLimits.DEFAULT.maxStringBytes())
          .build())
      .build();

  private final JsonParser parser;
  private DecodeBudget budget;

  private JsonReader(JsonParser parser, DecodeBudget budget) {
    this.parser = parser;
    this.budget = budget;
  }

  /** What a decoder does with the document. */
  @FunctionalInterface
  public interface Body<T> {
    T read(JsonReader reader) throws IOException, DecodeException;
  }

  /** Takes one field whose value the cursor stands on. */
  @FunctionalInterface
  public interface FieldReader {
    /** Returns false for a field that is not known; it is skipped. */
    boolean read(String name) throws IOException, DecodeException;
  }

  /** Takes one array element that the cursor stands on. */
  @FunctionalInterface
  public interface ElementReader {
    void read() throws IOException, DecodeException;
  }

  /** Has {@code body} read the document, the cursor on its first token, and sees that nothing follows it. */
  public static <T> T decode(ByteBuffer document, DecodeLimits limits, Body<T> body)
      throws DecodeException {
    int size = document.remaining();
    byte[] bytes = document.hasArray() ? document.array() : new byte[size];
    int offset = document.hasArray() ? document.arrayOffset() + document.position() : 0;
    if (!document.hasArray()) {
      document.duplicate().get(bytes);
    }
    try (JsonParser parser = FACTORY.createParser(bytes, offset, size)) {
      return decode(new JsonReader(parser, limits.budget(size)), body);
    } catch (IOException e) {
      throw new DecodeException("malformed JSON: not UTF-8");
    }
  }

  /**
   * As {@link #decode(ByteBuffer, DecodeLimits, Body)}, from a stream of any length, which is not closed; the body should renew the budget
   * from part to part.
   *
   * @throws IOException if the stream fails
   */
  public static <T> T decode(InputStream document, DecodeLimits limits, Body<T> body)
      throws IOException, DecodeException {
    try (JsonParser parser =
        FACTORY.createParser(document).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
      return decode(new JsonReader(parser, limits.budget(Integer.MAX_VALUE)), body);
    }
  }

  /**
   * As {@link #decode(InputStream, DecodeLimits, Body)}, for any number of documents one behind the other, with or without line ends between
   * them.
   */
  public static void decodeAll(InputStream documents, DecodeLimits limits, Body<?> body)
      throws IOException, DecodeException {
    try (JsonParser parser =
        FACTORY.createParser(documents).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
      JsonReader reader = new JsonReader(parser, limits.budget(Integer.MAX_VALUE));
      explained(() -> {
        while (parser.nextToken() != null) {
          body.read(reader);
        }
        return true;
      });
    }
  }

  private static <T> T decode(JsonReader reader, Body<T> body) throws IOException, DecodeException {
    return explained(() -> {
      if (reader.parser.nextToken() == null) {
        throw new DecodeException("malformed JSON: unexpected end of JSON input");
      }
      T result = body.read(reader);
      if (reader.parser.nextToken() != null) {
        throw reader.malformed("text after the end of the document");
      }
      return result;
    });
  }

  /** Reading that may meet what the parser complains about. */
  private interface Reading<T> {
    T read() throws IOException, DecodeException;
  }

  private static <T> T explained(Reading<T> reading) throws IOException, DecodeException {
    try {
      return reading.read();
    } catch (StreamConstraintsException e) {
      throw DecodeException.tooLarge("JSON beyond limits: " + e.getOriginalMessage());
    } catch (JsonEOFException e) {
      throw new DecodeException("malformed JSON: unexpected end of JSON input");
    } catch (JsonProcessingException e) {
      throw new DecodeException("malformed JSON: invalid syntax" + at(e.getLocation()));
    }
  }

  /** Starts a new account for the next part of a long document. */
  public void renewBudget(DecodeLimits limits) {
    budget = limits.budget(Integer.MAX_VALUE);
  }

  public DecodeBudget budget() {
    return budget;
  }

  /** Reads an object's fields; null reads as an object without any. */
  public void object(FieldReader fields) throws IOException, DecodeException {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (!fields.read(name)) {
        parser.skipChildren();
      }
    }
  }

  /** Reads an array's elements; null reads as an empty one. */
  public void array(ElementReader elements) throws IOException, DecodeException {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.read();
    }
  }

  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  public boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** What a scalar value is. */
  public enum Scalar {
    BOOL,
    INTEGER,
    DECIMAL,
    TEXT,
    NULL
  }

  /** The kind of the current scalar; a whole number beyond 64 bits is a decimal. */
  public Scalar scalarKind() throws IOException, DecodeException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE, VALUE_FALSE -> Scalar.BOOL;
      case VALUE_NUMBER_INT ->
        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? Scalar.DECIMAL
            : Scalar.INTEGER;
      case VALUE_NUMBER_FLOAT -> Scalar.DECIMAL;
      case VALUE_STRING -> Scalar.TEXT;
      case VALUE_NULL -> Scalar.NULL;
      default -> throw malformed("expected a scalar");
    };
  }

  /** Whether the value is neither an object nor an array. */
  public boolean isScalar() {
    return parser.currentToken().isScalarValue();
  }

  /** Passes over the value. */
  public void skip() throws IOException {
    parser.skipChildren();
  }

  /** Text; null reads as empty. */
  public String text() throws IOException, DecodeException {
    if (isNull()) {
      return "";
    }
    expect(JsonToken.VALUE_STRING, "a string");
    return counted(parser.getText());
  }

  /** Any scalar in its JSON spelling; null reads as empty. */
  public String scalarText() throws IOException, DecodeException {
    if (isNull()) {
      return "";
    }
    if (!isScalar()) {
      throw malformed("expected a string");
    }
    return counted(parser.getText());
  }

  public boolean bool() throws DecodeException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw malformed("expected true or false");
    };
  }

  /** A 64-bit integer, as a number or as text. */
  public long int64() throws IOException, DecodeException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> 0;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> wholeNumber(parser.getText());
      case VALUE_STRING -> wholeNumber(parser.getText());
      default -> throw malformed("expected an integer");
    };
  }

  /** An unsigned 64-bit integer; what is beyond {@link Long#MAX_VALUE} becomes it. */
  public long saturatedUnsigned64() throws IOException, DecodeException {
    String text = isNull() ? "0" : parser.getText();
    if (text.length() >= 19) {
      try {
        return Long.parseUnsignedLong(text) < 0 ? Long.MAX_VALUE : Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw malformed("expected an integer");
      }
    }
    return int64();
  }

  public int int32() throws IOException, DecodeException {
    long value = int64();
    if (value != (int) value && value >>> 32 != 0) {
      throw malformed("expected an integer of 32 bits");
    }
    return (int) value;
  }

  /** A double, as a number or as text: also {@code NaN}, {@code Infinity}, {@code -Infinity}. */
  public double float64() throws IOException, DecodeException {
    if (parser.currentToken().isNumeric()) {
      return Double.parseDouble(parser.getText()); // a whole number too: -0 has a sign
    }
    if (isNull()) {
      return 0;
    }
    expect(JsonToken.VALUE_STRING, "a number");
    String text = parser.getText();
    try {
      return Double.parseDouble(text.equals("+Inf") || text.equals("Inf") ? "Infinity" : text);
    } catch (NumberFormatException e) {
      if (text.equals("-Inf")) {
        return Double.NEGATIVE_INFINITY;
      }
      throw malformed("expected a number");
    }
  }

  /** Base64, in either alphabet, padded or not. */
  public byte[] base64() throws IOException, DecodeException {
    String text = text().replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed("expected base64");
    }
  }

  /** A trace id of up to 32 hexadecimal digits; empty is zero. */
  public TraceId traceId(String field) throws IOException, DecodeException {
    String text = text();
    try {
      return text.isEmpty() ? TraceId.ZERO : TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed(field + ": expected at most 32 hexadecimal digits");
    }
  }

  /** A span id of up to 16 hexadecimal digits; empty is zero. */
  public SpanId spanId(String field) throws IOException, DecodeException {
    String text = text();
    try {
      return text.isEmpty() ? SpanId.ZERO : SpanId.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed(field + ": expected at most 16 hexadecimal digits");
    }
  }

  /** A complaint about the current value, with its place. */
  public DecodeException malformed(String complaint) {
    return new DecodeException("malformed JSON: " + complaint + at(parser.currentTokenLocation()));
  }

  private long wholeNumber(String text) throws DecodeException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return wholeDecimal(text);
    }
  }

  /** {@code 1e3} and {@code 5.0} are integers too; the length bound keeps the exponent harmless. */
  private long wholeDecimal(String text) throws DecodeException {
    try {
      BigDecimal decimal = new BigDecimal(text.length() > 40 ? "x" : text);
      if (Math.abs((long) decimal.scale()) > 40) {
        throw malformed("expected an integer");
      }
      return decimal.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw malformed("expected an integer");
    }
  }

  private String counted(String text) throws DecodeException {
    budget.text(text.length());
    return text;
  }

  private void expect(JsonToken token, String what) throws DecodeException {
    if (parser.currentToken() != token) {
      throw malformed("expected " + what);
    }
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
