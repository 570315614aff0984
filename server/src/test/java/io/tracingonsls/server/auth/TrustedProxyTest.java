// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxyTest {
  private static InetSocketAddress from(String address) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(address), 4711);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.3, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.128.0/17, 10.1.127.1, false",
    "10.1.128.0/17, 10.1.200.1, true",
    "192.168.0.7, 192.168.0.7, true",
    "192.168.0.7, 192.168.0.8, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fd12::3, true",
    "fd00::/8, fe80::1, false",
    "::1, ::1, true"
  })
  void range_holdsItsAddresses(String range, String address, boolean inside) throws Exception {
    TrustedProxy proxy = TrustedProxy.of("X-User", List.of("203.0.113.9", range));
    assertThat(proxy).isNotNull();
    assertThat(proxy.vouches(from(address), List.of("alice"))).isEqualTo(inside);
  }

  @Test
  void proxy_vouchesForOneNamedUser() throws Exception {
    TrustedProxy proxy = TrustedProxy.of("X-User", List.of("127.0.0.1"));
    assertThat(proxy).isNotNull();
    assertThat(proxy.vouches(from("127.0.0.1"), List.of())).isFalse();
    assertThat(proxy.vouches(from("127.0.0.1"), List.of(" "))).isFalse();
    assertThat(proxy.vouches(from("127.0.0.1"), List.of("a", "b"))).isFalse();
    assertThat(proxy.vouches(null, List.of("a"))).isFalse();
    assertThat(TrustedProxy.of("", List.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "/8", "a/b", ""})
  void badAddress_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxy.of("X-User", List.of(text)));
  }

  @Test
  void headerAndAddresses_comeTogether() {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxy.of("X-User", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxy.of("", List.of("127.0.0.1")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxy.of("X User", List.of("127.0.0.1")));
  }
}
