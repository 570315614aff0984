// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.ConsoleLinks;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleRoutesTest {
  private static final String URL = "https://console.example.com/p?q=%22a%22&x=1";

  private final List<Object> asked = new ArrayList<>();

  private final ConsoleLinks links = new ConsoleLinks() {
    @Override
    public boolean available() {
      return true;
    }

    @Override
    public String search(TraceQuery query, ReadContext context) {
      asked.add(query.service() + "/" + query.operation() + "/" + query.minDurationNanos());
      return URL;
    }

    @Override
    public String trace(TraceId traceId, TimeRange hint, ReadContext context) {
      asked.add(traceId.toHex32() + " " + hint);
      return URL;
    }

    @Override
    public String logs(LogRequest request, ReadContext context) {
      asked.add(request);
      return URL;
    }
  };

  private ServedStorage served() {
    ServedStorage served = new ServedStorage(settings -> settings);
    served.storage.consoleLinks = links;
    return served;
  }

  @Test
  void address_isNamedOrLedTo() throws Exception {
    try (ServedStorage served = served()) {
      RawHttp.Answer named =
          served.get("/api/console/traces?service=a&operation=b&minDuration=1us&limit=3");
      assertThat(named.status()).isEqualTo(200);
      assertThat(named.text())
          .isEqualTo("{\"data\":{\"url\":\"" + URL.replace("\"", "\\\"")
              + "\"},\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}");
      RawHttp.Answer led =
          served.get("/api/console/traces?traceID=abc&start=5&end=6&redirect=true");
      assertThat(led.status()).isEqualTo(302);
      assertThat(led.header("Location")).isEqualTo(URL);
      assertThat(served.get("/api/console/logs?query=x&from=1&to=2&redirect=1").status())
          .isEqualTo(302);
      assertThat(asked)
          .containsExactly(
              "a/b/1000",
              "00000000000000000000000000000abc " + new TimeRange(5_000, 6_999),
              new LogRequest("", "x", 1, 2, 100, 0, false));
    }
  }

  @Test
  void mistakes_are400AndAStoreWithoutConsoleIs501() throws Exception {
    try (ServedStorage served = served()) {
      assertThat(served.get("/api/console/traces?traceID=1&traceID=2").status()).isEqualTo(400);
      assertThat(served.get("/api/console/traces?tag=x").status()).isEqualTo(400);
      assertThat(served.get("/api/console/logs?logstore=secret").status()).isEqualTo(400);
      assertThat(served.get("/api/console/traces?redirect=maybe").status()).isEqualTo(400);
    }
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      assertThat(served.get("/api/console/traces?service=a").status()).isEqualTo(501);
    }
  }
}
