// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {
  @ParameterizedTest
  @CsvSource({
    "0a010203, 10.1.2.3",
    "ffffffff, 255.255.255.255",
    "20010db800000000000000000000c001, 2001:db8::c001",
    "00000000000000000000000000000001, ::1",
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "20010000000000010000000000000001, 2001:0:0:1::1",
    "fe800000000000000000000000000000, fe80::",
    "20010db8000000000001000000000001, 2001:db8::1:0:0:1"
  })
  void address_readsAsText(String hex, String text) throws Exception {
    byte[] address = HexFormat.of().parseHex(hex);
    assertThat(IpText.of(address)).isEqualTo(text);
    assertThat(InetAddress.getByName(text).getAddress()).isEqualTo(address);
  }

  @Test
  void zeroOrOddLength_isNothing() {
    assertThat(IpText.of(new byte[4])).isEmpty();
    assertThat(IpText.of(new byte[16])).isEmpty();
    assertThat(IpText.of(new byte[] {1, 2, 3})).isEmpty();
    assertThat(IpText.of(new byte[0])).isEmpty();
  }
}
