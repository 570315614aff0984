// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;

/** Reads endpoints, which both versions write alike. */
final class ZipkinJsonEndpoints {
  private String serviceName = "";
  private String ipv4 = "";
  private String ipv6 = "";
  private int port;

  private ZipkinJsonEndpoints() {}

  static ZipkinEndpoint read(JsonReader in) throws IOException, DecodeException {
    ZipkinJsonEndpoints partial = new ZipkinJsonEndpoints();
    in.object(name -> partial.field(in, name));
    return new ZipkinEndpoint(partial.serviceName, partial.ipv4, partial.ipv6, partial.port);
  }

  private boolean field(JsonReader in, String name) throws IOException, DecodeException {
    switch (name) {
      case "serviceName" -> serviceName = in.text();
      case "ipv4" -> ipv4 = in.scalarText();
      case "ipv6" -> ipv6 = in.scalarText();
      case "port" -> port = in.int32() & 0xffff;
      default -> {
        return false;
      }
    }
    return true;
  }
}
