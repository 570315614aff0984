// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.server.auth.TrustedProxy;
import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.RequestObserver;
import io.tracingonsls.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything about a query server that can be set. Immutable; made by {@link #builder}. */
public final class QuerySettings {
  private final HostPort httpAddress;
  private final HostPort grpcAddress;
  private final String basePath;
  private final BuiltInUi builtInUi;
  private final @Nullable Path staticFiles;
  private final @Nullable Path uiConfig;
  private final Headers additionalHeaders;
  private final String frameAncestors;
  private final Duration maxClockSkew;
  private final QueryLimits limits;
  private final Tenancy tenancy;
  private final BuildInfo build;
  private final List<ExplorableLogstore> explorableLogstores;
  private final @Nullable Duration lookback;
  private final AuthFiles auth;
  private final @Nullable TrustedProxy trustedProxy;
  private final boolean bearerTokenPropagation;
  private final @Nullable TlsFiles httpTls;
  private final @Nullable TlsFiles grpcTls;
  private final RequestObserver observer;
  private final Clock clock;

  private QuerySettings(Builder builder) {
    httpAddress = builder.httpAddress;
    grpcAddress = builder.grpcAddress;
    basePath = builder.basePath;
    builtInUi = builder.builtInUi;
    staticFiles = builder.staticFiles;
    uiConfig = builder.uiConfig;
    additionalHeaders = builder.additionalHeaders;
    frameAncestors = builder.frameAncestors;
    maxClockSkew = builder.maxClockSkew;
    limits = builder.limits;
    tenancy = builder.tenancy;
    build = builder.build;
    explorableLogstores = List.copyOf(builder.explorableLogstores);
    lookback = builder.lookback;
    auth = builder.auth;
    trustedProxy = builder.trustedProxy;
    bearerTokenPropagation = builder.bearerTokenPropagation;
    httpTls = builder.httpTls;
    grpcTls = builder.grpcTls;
    observer = builder.observer;
    clock = builder.clock;
  }

  /** Starts from the defaults: loopback, Jaeger's ports, no base path, Jaeger's behaviour. */
  public static Builder builder() {
    return new Builder();
  }

  public HostPort httpAddress() {
    return httpAddress;
  }

  public HostPort grpcAddress() {
    return grpcAddress;
  }

  /** Prefix of all HTTP paths, without a slash at its end; empty for none. */
  public String basePath() {
    return basePath;
  }

  /** The UI that is shown without {@link #staticFiles()}. */
  public BuiltInUi builtInUi() {
    return builtInUi;
  }

  /** A directory with a UI build; null for the built-in one. */
  public @Nullable Path staticFiles() {
    return staticFiles;
  }

  /** The UI's configuration, {@code .json} or {@code .js}; null for none. */
  public @Nullable Path uiConfig() {
    return uiConfig;
  }

  /** Headers of every HTTP answer. */
  public Headers additionalHeaders() {
    return additionalHeaders;
  }

  /** Who may show the UI in a frame, as in a Content-Security-Policy. */
  public String frameAncestors() {
    return frameAncestors;
  }

  /** The farthest a span is moved to undo clock skew; zero moves nothing. */
  public Duration maxClockSkew() {
    return maxClockSkew;
  }

  public QueryLimits limits() {
    return limits;
  }

  public Tenancy tenancy() {
    return tenancy;
  }

  public BuildInfo build() {
    return build;
  }

  /** Logstores besides the span Logstore that the explore endpoint may read. */
  public List<ExplorableLogstore> explorableLogstores() {
    return explorableLogstores;
  }

  /** How far back traces are looked for, to be named when one is not found; null when it is not known. */
  public @Nullable Duration lookback() {
    return lookback;
  }

  /** Who may use both listeners. */
  public AuthFiles auth() {
    return auth;
  }

  /** A proxy that lets users in besides {@link #auth()}; null for none. */
  public @Nullable TrustedProxy trustedProxy() {
    return trustedProxy;
  }

  /** Whether the storage gets the bearer tokens of requests. */
  public boolean bearerTokenPropagation() {
    return bearerTokenPropagation;
  }

  /** Certificates of the HTTP listener; null for plain text. */
  public @Nullable TlsFiles httpTls() {
    return httpTls;
  }

  /** Certificates of the gRPC listener; null for plain text. */
  public @Nullable TlsFiles grpcTls() {
    return grpcTls;
  }

  /** Is told about HTTP requests. */
  public RequestObserver observer() {
    return observer;
  }

  public Clock clock() {
    return clock;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private HostPort httpAddress = new HostPort("127.0.0.1", 16686);
    private HostPort grpcAddress = new HostPort("127.0.0.1", 16685);
    private String basePath = "";
    private BuiltInUi builtInUi = BuiltInUi.NONE;
    private @Nullable Path staticFiles;
    private @Nullable Path uiConfig;
    private Headers additionalHeaders = Headers.none();
    private String frameAncestors = "'none'";
    private Duration maxClockSkew = Duration.ZERO;
    private QueryLimits limits = QueryLimits.DEFAULTS;
    private Tenancy tenancy = Tenancy.OFF;
    private BuildInfo build = BuildInfo.UNKNOWN;
    private List<ExplorableLogstore> explorableLogstores = List.of();
    private @Nullable Duration lookback;
    private AuthFiles auth = AuthFiles.NONE;
    private @Nullable TrustedProxy trustedProxy;
    private boolean bearerTokenPropagation;
    private @Nullable TlsFiles httpTls;
    private @Nullable TlsFiles grpcTls;
    private RequestObserver observer = RequestObserver.NONE;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    public Builder httpAddress(HostPort value) {
      httpAddress = value;
      return this;
    }

    public Builder grpcAddress(HostPort value) {
      grpcAddress = value;
      return this;
    }

    /**
     * Sets the prefix of all paths.
     *
     * @param value {@code /} or empty for none, else a path that starts but does not end with a slash
     */
    public Builder basePath(String value) {
      if (value.isEmpty() || value.equals("/")) {
        basePath = "";
        return this;
      }
      if (!value.startsWith("/") || value.endsWith("/") || !value.matches("[A-Za-z0-9/._~-]+")) {
        throw new IllegalArgumentException("invalid base path '" + value
            + "'. Must start but not end with a slash '/', e.g. '/jaeger/ui'");
      }
      basePath = value;
      return this;
    }

    public Builder builtInUi(BuiltInUi value) {
      builtInUi = value;
      return this;
    }

    public Builder staticFiles(@Nullable Path directory) {
      staticFiles = directory;
      return this;
    }

    public Builder uiConfig(@Nullable Path file) {
      uiConfig = file;
      return this;
    }

    /** Adds a header in the form {@code Key: Value}. */
    public Builder additionalHeader(String line) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new IllegalArgumentException(
            "additional header: " + line + " (expected: Key: Value)");
      }
      additionalHeaders = additionalHeaders.plus(name, line.substring(colon + 1).strip());
      return this;
    }

    public Builder frameAncestors(String value) {
      if (!value.matches("[A-Za-z0-9'*:/. _-]+")) {
        throw new IllegalArgumentException(
            "frame ancestors: " + value + " (expected: sources of a Content-Security-Policy)");
      }
      frameAncestors = value;
      return this;
    }

    public Builder maxClockSkew(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(
            "max clock skew: " + value + " (expected: not negative)");
      }
      maxClockSkew = value;
      return this;
    }

    public Builder limits(QueryLimits value) {
      limits = value;
      return this;
    }

    public Builder tenancy(Tenancy value) {
      tenancy = value;
      return this;
    }

    public Builder build(BuildInfo value) {
      build = value;
      return this;
    }

    public Builder explorableLogstores(List<ExplorableLogstore> value) {
      explorableLogstores = value;
      return this;
    }

    public Builder lookback(@Nullable Duration value) {
      lookback = value;
      return this;
    }

    public Builder auth(AuthFiles value) {
      auth = value;
      return this;
    }

    public Builder trustedProxy(@Nullable TrustedProxy value) {
      trustedProxy = value;
      return this;
    }

    public Builder bearerTokenPropagation(boolean value) {
      bearerTokenPropagation = value;
      return this;
    }

    public Builder httpTls(@Nullable TlsFiles value) {
      httpTls = value;
      return this;
    }

    public Builder grpcTls(@Nullable TlsFiles value) {
      grpcTls = value;
      return this;
    }

    public Builder observer(RequestObserver value) {
      observer = value;
      return this;
    }

    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    public QuerySettings build() {
      return new QuerySettings(this);
    }
  }
}
