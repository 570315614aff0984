// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Tells hosts apart, for spans of one host share a clock: Jaeger's process tag {@code ip}, else OpenTelemetry's host attributes. */
final class HostKey {
  private HostKey() {}

  /** A text that is equal for equal hosts; empty when nothing names the host. */
  static String of(Resource resource) {
    Attributes attributes = resource.attributes();
    String ip = ip(attributes.get("ip"));
    if (!ip.isEmpty()) {
      return ip;
    }
    for (String key : new String[] {"host.id", "host.ip", "host.name"}) {
      String text = text(attributes.get(key));
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String ip(@Nullable AttributeValue value) {
    if (value instanceof LongValue number) {
      return Ipv4.dotted(number.value());
    }
    if (value instanceof BytesValue bytes && (bytes.length() == 4 || bytes.length() == 16)) {
      try {
        return InetAddress.getByAddress(bytes.toByteArray()).getHostAddress();
      } catch (UnknownHostException impossible) {
        return "";
      }
    }
    return value instanceof StringValue text ? text.value() : "";
  }

  private static String text(@Nullable AttributeValue value) {
    if (value instanceof ListValue list && !list.values().isEmpty()) {
      return text(list.values().get(0));
    }
    return value instanceof StringValue text ? text.value() : "";
  }
}
