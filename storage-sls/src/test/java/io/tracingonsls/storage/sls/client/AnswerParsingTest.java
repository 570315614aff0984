// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.openservices.log.http.comm.ResponseMessage;
import com.aliyun.openservices.log.util.LZ4Encoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AnswerParsingTest {
  private static final byte[] BODY = """
      {"meta":{"progress":"Complete","keys":["a","b"]},"data":[{"a":"1","b":"ü\\n"},{"b":"2"},{"b":"3","c":4,"d":[5]}]}""".getBytes(StandardCharsets.UTF_8);

  private final AnswerParsing<LogAnswer> parsing = new AnswerParsing<>(LogAnswer::parse);
  private final AtomicBoolean closed = new AtomicBoolean();

  private ResponseMessage response(int status, byte[] body) {
    ResponseMessage response = new ResponseMessage();
    response.setStatusCode(status);
    response.setContent(new ByteArrayInputStream(body) {
      @Override
      public void close() {
        closed.set(true);
      }
    });
    return response;
  }

  private void assertBody() throws IOException {
    LogAnswer answer = parsing.result();
    assertThat(answer.complete()).isTrue();
    assertThat(answer.columns()).containsExactly("a", "b");
    assertThat(answer.rows())
        .extracting(row -> row.fields().toString())
        .containsExactly("{a=1, b=ü\n}", "{b=2}", "{b=3, c=4}");
    assertThat(closed).isTrue();
  }

  @Test
  void plainBody_isParsedAndTheSdkFindsNothing() throws Exception {
    ResponseMessage response = response(200, BODY);
    parsing.take(response);
    assertBody();
    assertThat(response.getContent().readAllBytes()).isEmpty();
  }

  @Test
  void compressedBody_isParsedAndTheSdkDoesNotDecompress() throws Exception {
    ResponseMessage response = response(200, LZ4Encoder.compressToLhLz4Chunk(BODY));
    response.addHeader("x-log-compresstype", "lz4");
    response.addHeader("x-log-bodyrawsize", Integer.toString(BODY.length));
    parsing.take(response);
    assertBody();
    assertThat(response.getHeaders()).doesNotContainKey("x-log-compresstype");
  }

  @Test
  void brokenBody_failsWhenAskedForTheResult() throws Exception {
    parsing.take(response(200, "{\"data\":[{\"a\":".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(parsing::result).isInstanceOf(IOException.class);
    assertThat(closed).isTrue();
  }

  @Test
  void unknownCompression_failsWhenAskedForTheResult() throws Exception {
    ResponseMessage response = response(200, BODY);
    response.addHeader("x-log-compresstype", "zstd");
    response.addHeader("x-log-bodyrawsize", "7");
    parsing.take(response);
    assertThatThrownBy(parsing::result).isInstanceOf(IOException.class);
  }

  @Test
  void refusal_isLeftToTheSdk() throws Exception {
    ResponseMessage response = response(403, BODY);
    parsing.take(response);
    assertThat(response.getContent().readAllBytes()).isEqualTo(BODY);
    assertThatThrownBy(parsing::result).isInstanceOf(IOException.class);
  }
}
