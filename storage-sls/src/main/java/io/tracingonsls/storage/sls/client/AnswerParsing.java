// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.comm.ResponseMessage;
import com.aliyun.openservices.log.util.LZ4Encoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses the body of one answer while it arrives, where the SDK would collect it, copy it and make a text of it: four times its size in
 * large arrays. The SDK is left with an empty body. Used by one thread for one call.
 */
final class AnswerParsing<T> {
  /** What becomes of a body. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(InputStream body) throws IOException;
  }

  private final Parser<T> parser;
  private @Nullable T result;
  private @Nullable IOException failure;

  AnswerParsing(Parser<T> parser) {
    this.parser = parser;
  }

  /** Takes the body of a successful answer; of another, nothing. */
  void take(ResponseMessage response) throws LogException {
    InputStream content = response.getContent();
    if (content == null || response.getStatusCode() != Consts.CONST_HTTP_OK) {
      return;
    }
    try (InputStream body = plain(content, response.getHeaders())) {
      result = parser.parse(body);
    } catch (IOException broken) {
      failure = broken;
    }
    response.setContent(InputStream.nullInputStream());
  }

  /** The body as it was before it was compressed; the SDK does not learn that it was. */
  private static InputStream plain(InputStream content, Map<String, String> headers)
      throws IOException, LogException {
    String type = headers.remove(Consts.CONST_X_SLS_COMPRESSTYPE);
    String rawSize = headers.get(Consts.CONST_X_SLS_BODYRAWSIZE);
    if (type == null || rawSize == null) {
      return content;
    }
    try (content) {
      if (Consts.CompressType.fromString(type) != Consts.CompressType.LZ4) {
        throw new IOException("compressed by " + type + " (expected: lz4)");
      }
      return new ByteArrayInputStream(
          LZ4Encoder.decompressFromLhLz4Chunk(content.readAllBytes(), Integer.parseInt(rawSize)));
    } catch (NumberFormatException notANumber) {
      throw new IOException("a size that is no number", notANumber);
    }
  }

  /**
   * What was parsed.
   *
   * @throws IOException if there was nothing or it could not be read
   */
  T result() throws IOException {
    IOException broken = failure;
    if (broken != null) {
      throw broken;
    }
    T parsed = result;
    if (parsed == null) {
      throw new IOException("no body");
    }
    return parsed;
  }
}
