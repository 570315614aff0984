// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.server.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a Logstore with {@code appendMeta} adds to LogGroups: tags with the sender's address and the time of arrival. */
final class ReceivedTags {
  private static final int LOG_TAGS = 6;

  private ReceivedTags() {}

  /** The group with the tags behind its own; a group that would grow over the size limit stays as it is. */
  static AppendRequest addTo(AppendRequest request, HttpRequest sender) {
    byte[] tags = new ProtoWriter()
        .bytes(LOG_TAGS, tag("__client_ip__", address(sender.remoteAddress())))
        .bytes(LOG_TAGS, tag("__receive_time__", Long.toString(request.receivedSeconds())))
        .toBytes();
    if (request.rawBytes() + tags.length > WriteLimits.MAX_BODY_BYTES) {
      return request;
    }
    byte[] raw = Compression.decompress(request.body(), request.codec(), request.rawBytes());
    byte[] tagged = Arrays.copyOf(raw, raw.length + tags.length);
    System.arraycopy(tags, 0, tagged, raw.length, tags.length);
    return new AppendRequest(
        Compression.toLz4(tagged),
        Codec.LZ4,
        tagged.length,
        request.shard(),
        request.receivedSeconds());
  }

  private static byte[] tag(String key, String value) {
    return new ProtoWriter().text(1, key).text(2, value).toBytes();
  }

  private static String address(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress()
        : "";
  }
}
