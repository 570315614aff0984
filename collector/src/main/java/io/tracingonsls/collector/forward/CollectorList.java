// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.tracingonsls.server.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Lets gRPC balance over collectors that are named one by one; each name is looked up again when a connection ends. */
final class CollectorList extends NameResolverProvider {
  static final String SCHEME = "tracing-collectors";
  private static final int PRIORITY = 5;

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
    if (!SCHEME.equals(target.getScheme())) {
      return null;
    }
    List<HostPort> collectors = Arrays.stream(target.getPath().substring(1).split(",", -1))
        .map(text -> HostPort.parse(text, "127.0.0.1"))
        .toList();
    return new Resolver(collectors, arguments);
  }

  /** Called in gRPC's synchronization context; look-ups run on its executor for blocking work. */
  private static final class Resolver extends NameResolver {
    private final List<HostPort> collectors;
    private final NameResolver.Args arguments;
    private @Nullable Listener2 listener;
    private boolean resolving;

    Resolver(List<HostPort> collectors, NameResolver.Args arguments) {
      this.collectors = collectors;
      this.arguments = arguments;
    }

    @Override
    public String getServiceAuthority() {
      return collectors.get(0).toString();
    }

    @Override
    public void start(Listener2 newListener) {
      listener = newListener;
      refresh();
    }

    @Override
    public void refresh() {
      if (resolving || listener == null) {
        return;
      }
      resolving = true;
      Executor offload =
          Objects.requireNonNull(arguments.getOffloadExecutor(), "a channel's offload executor");
      try {
        offload.execute(() -> {
          ResolutionResult result = resolve();
          arguments.getSynchronizationContext().execute(() -> tell(result));
        });
      } catch (RejectedExecutionException closing) {
        // A connection that ends while the channel is closed asks once more; thrown on, gRPC would
        // call it a panic.
        resolving = false;
      }
    }

    private void tell(ResolutionResult result) {
      resolving = false;
      if (listener != null) {
        listener.onResult2(result);
      }
    }

    /** A name that cannot be looked up is left out, so that the other collectors go on. */
    private ResolutionResult resolve() {
      List<EquivalentAddressGroup> groups = new ArrayList<>();
      StringBuilder unknown = new StringBuilder();
      for (HostPort collector : collectors) {
        try {
          for (InetAddress address : InetAddress.getAllByName(collector.host())) {
            groups.add(group(collector, address));
          }
        } catch (UnknownHostException e) {
          unknown.append(unknown.isEmpty() ? "" : ", ").append(collector.host());
        }
      }
      StatusOr<List<EquivalentAddressGroup>> found = groups.isEmpty()
          ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("unknown host: " + unknown))
          : StatusOr.fromValue(groups);
      return ResolutionResult.newBuilder().setAddressesOrError(found).build();
    }

    private static EquivalentAddressGroup group(HostPort collector, InetAddress address) {
      Attributes attributes = Attributes.newBuilder()
          .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, collector.toString())
          .build();
      return new EquivalentAddressGroup(
          new InetSocketAddress(address, collector.port()), attributes);
    }

    @Override
    public void shutdown() {
      listener = null;
    }
  }
}
