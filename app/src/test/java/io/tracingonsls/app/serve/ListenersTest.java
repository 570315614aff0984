// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {
  @ParameterizedTest
  @CsvSource({
    "'', 127.0.0.1:16686",
    "--listen-host=0.0.0.0, 0.0.0.0:16686",
    "--port-offset=100, 127.0.0.1:16786",
    "--port-offset=-100, 127.0.0.1:16586",
    "--query.http-server.host-port=:9000, 127.0.0.1:9000",
    "--query.http-server.host-port=:9000 --listen-host=0.0.0.0, 0.0.0.0:9000",
    "--query.http-server.host-port=localhost:9000 --listen-host=0.0.0.0 --port-offset=1, localhost:9001",
    "--query.http-server.host-port=:0 --port-offset=500, 127.0.0.1:0"
  })
  void address_followsHostAndOffset(String line, String expected) {
    assertThat(listeners(line).address(QueryFlags.HTTP)).hasToString(expected);
  }

  @Test
  void offsetBeyondThePorts_isAProblem() {
    assertThatThrownBy(() -> listeners("--port-offset=60000").address(QueryFlags.HTTP))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("76686");
  }

  @Test
  void takenPort_namesPortAndFlag() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Listeners listeners = listeners("--query.http-server.host-port=:" + other.getLocalPort());
      listeners.address(QueryFlags.HTTP);
      assertThatThrownBy(listeners::checkFree)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("--query.http-server.host-port")
          .hasMessageContaining("--port-offset");
    }
  }

  @Test
  void freePorts_areNoProblemTwice() {
    Listeners listeners = listeners("--query.http-server.host-port=:0");
    HostPort address = listeners.address(QueryFlags.HTTP);
    assertThatCode(listeners::checkFree).doesNotThrowAnyException();
    assertThatCode(listeners::checkFree).doesNotThrowAnyException();
    assertThat(listeners.address(QueryFlags.HTTP)).isEqualTo(address);
  }

  @Test
  void publicAddress_isSaidOnce() {
    CapturedTerminal quiet = new CapturedTerminal();
    Listeners loopback = listeners("");
    loopback.address(QueryFlags.HTTP);
    loopback.warnIfPublic(quiet.terminal());
    assertThat(quiet.err()).isEmpty();
    CapturedTerminal loud = new CapturedTerminal();
    Listeners open = listeners("--listen-host=0.0.0.0");
    open.address(QueryFlags.HTTP);
    open.warnIfPublic(loud.terminal());
    assertThat(loud.err().lines()).singleElement().asString().contains("0.0.0.0:16686");
  }

  @Test
  void emptyAddress_switchesAReceiverOff() {
    Setting<HostPort> tchannel =
        CollectorPart.flags(false).addresses().get(ReceiverKind.JAEGER_TCHANNEL);
    assertThat(tchannel).isNotNull();
    assertThat(listeners("").wanted(tchannel)).isTrue();
    assertThat(listeners("--collector.tchannel.host-port=").wanted(tchannel)).isFalse();
  }

  private static Listeners listeners(String line) {
    List<Setting<?>> settings = new ArrayList<>(
        List.of(CommonSettings.LISTEN_HOST, CommonSettings.PORT_OFFSET, QueryFlags.HTTP));
    settings.addAll(CollectorPart.flags(false).addresses().values());
    SettingsCatalog catalog = new SettingsCatalog(settings);
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    return new Listeners(SettingsReader.read(catalog, arguments, Map.of()));
  }
}
