// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A name whose addresses become more, as that of a Service does; looked up, as DNS names are, when a connection ends. */
final class GrowingName extends NameResolverProvider {
  private static final String SCHEME = "growing";

  private final List<Integer> ports = new CopyOnWriteArrayList<>();

  static GrowingName register() {
    GrowingName name = new GrowingName();
    NameResolverRegistry.getDefaultRegistry().register(name);
    return name;
  }

  void deregister() {
    NameResolverRegistry.getDefaultRegistry().deregister(this);
  }

  void add(int port) {
    ports.add(port);
  }

  CollectorTarget target() {
    return new CollectorTarget(SCHEME + ":///collectors", CollectorTls.OFF);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
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
    return SCHEME.equals(target.getScheme()) ? new Resolver(arguments) : null;
  }

  private final class Resolver extends NameResolver {
    private final NameResolver.Args arguments;
    private @Nullable Listener2 listener;

    Resolver(NameResolver.Args arguments) {
      this.arguments = arguments;
    }

    @Override
    public String getServiceAuthority() {
      return "collectors";
    }

    @Override
    public void start(Listener2 newListener) {
      listener = newListener;
      refresh();
    }

    @Override
    public void refresh() {
      List<EquivalentAddressGroup> addresses = ports.stream()
          .map(port -> new EquivalentAddressGroup(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
          .toList();
      ResolutionResult result = ResolutionResult.newBuilder()
          .setAddressesOrError(StatusOr.fromValue(addresses))
          .build();
      Listener2 told = listener;
      if (told != null) {
        arguments.getSynchronizationContext().execute(() -> told.onResult2(result));
      }
    }

    @Override
    public void shutdown() {
      listener = null;
    }
  }
}
