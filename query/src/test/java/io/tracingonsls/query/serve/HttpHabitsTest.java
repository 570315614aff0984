// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.storage.Secret;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of HTTP count on besides the documents: words of the status line, parts of files, tokens that are passed on. */
class HttpHabitsTest {
  @TempDir
  Path directory;

  @Test
  void v3Errors_sayWhyInTheStatusLine() throws Exception {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:"
              + served.port() + "/api/v3/trace-summaries?query.searchDepth=x%0d%0aSet-Cookie:1")
          .toURL()
          .openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(400);
      assertThat(connection.getResponseMessage())
          .startsWith("malformed parameter query.searchDepth: strconv.Atoi");
      assertThat(connection.getHeaderField("Set-Cookie")).isNull();
      connection.disconnect();
    }
  }

  private ServedStorage withFiles() throws Exception {
    Files.createDirectories(directory.resolve("static"));
    Files.writeString(directory.resolve("index.html"), "<html></html>");
    Files.writeString(directory.resolve("static/a.js"), "0123456789".repeat(500));
    return new ServedStorage(settings -> settings.staticFiles(directory));
  }

  private static RawHttp.Answer part(ServedStorage served, String... headers) throws Exception {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    return RawHttp.send(served.port(), "GET", "/static/a.js", map, "");
  }

  @Test
  void partsOfFiles_areServed() throws Exception {
    try (ServedStorage served = withFiles()) {
      RawHttp.Answer whole = part(served);
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
      RawHttp.Answer first = part(served, "Range", "bytes=2-5", "Accept-Encoding", "gzip");
      assertThat(first.status()).isEqualTo(206);
      assertThat(first.text()).isEqualTo("2345");
      assertThat(first.header("Content-Range")).isEqualTo("bytes 2-5/5000");
      assertThat(first.header("Content-Encoding")).isEmpty();
      assertThat(part(served, "Range", "bytes=4998-").text()).isEqualTo("89");
      assertThat(part(served, "Range", "bytes=-3").text()).isEqualTo("789");
      assertThat(part(served, "Range", "bytes=4990-9999").text()).isEqualTo("0123456789");
      assertThat(part(served, "Range", "bytes=-99999").header("Content-Range"))
          .isEqualTo("bytes 0-4999/5000");
      RawHttp.Answer behind = part(served, "Range", "bytes=5000-");
      assertThat(behind.status()).isEqualTo(416);
      assertThat(behind.header("Content-Range")).isEqualTo("bytes */5000");
      assertThat(part(served, "Range", "bytes=-0").status()).isEqualTo(416);
      for (String odd :
          List.of("bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=1-2,4-5", "bytes=-")) {
        assertThat(part(served, "Range", odd).status()).as(odd).isEqualTo(200);
      }
      String tag = whole.header("ETag");
      assertThat(part(served, "Range", "bytes=0-1", "If-Range", tag).status()).isEqualTo(206);
      assertThat(part(served, "Range", "bytes=0-1", "If-Range", "\"old\"").status())
          .isEqualTo(200);
      assertThat(part(served, "Range", "bytes=0-1", "If-None-Match", tag).status())
          .isEqualTo(304);
      RawHttp.Answer head =
          RawHttp.send(served.port(), "HEAD", "/static/a.js", Map.of("Range", "bytes=0-1"), "");
      assertThat(head.status()).isEqualTo(200);
    }
  }

  private static List<Secret> tokensSeen(boolean propagated, String... headers) throws Exception {
    List<Secret> seen = Collections.synchronizedList(new ArrayList<>());
    try (ServedStorage served =
        new ServedStorage(settings -> settings.bearerTokenPropagation(propagated))) {
      served.storage.beforeRead = context -> seen.add(context.bearerToken());
      Map<String, String> map = new TreeMap<>();
      for (int i = 0; i < headers.length; i += 2) {
        map.put(headers[i], headers[i + 1]);
      }
      for (String path : List.of("/api/services", "/api/traces?service=a")) {
        assertThat(RawHttp.send(served.port(), "GET", path, map, "").status()).isEqualTo(200);
      }
    }
    return seen;
  }

  @Test
  void bearerTokens_reachTheStorageWhereAskedFor() throws Exception {
    Secret token = Secret.of("t0");
    assertThat(tokensSeen(true, "Authorization", "Bearer t0")).isNotEmpty().containsOnly(token);
    assertThat(tokensSeen(true, "Authorization", "t0")).containsOnly(token);
    assertThat(tokensSeen(true, "X-Forwarded-Access-Token", "t0")).containsOnly(token);
    assertThat(tokensSeen(true, "Authorization", "Bearer t0", "X-Forwarded-Access-Token", "other"))
        .containsOnly(token);
    for (String other : List.of("Basic abc", "bearer t0", "Bearer a b")) {
      assertThat(tokensSeen(true, "Authorization", other)).as(other).containsOnly((Secret) null);
    }
    assertThat(tokensSeen(true)).containsOnly((Secret) null);
    assertThat(tokensSeen(false, "Authorization", "Bearer t0")).containsOnly((Secret) null);
  }
}
