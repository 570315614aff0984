// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tracingonsls.wire.generated.apiv2.CollectorServiceGrpc;
import io.tracingonsls.wire.generated.apiv2.PostSpansRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants of one system: each sees what it sent over HTTP and gRPC, also after a crash, and nothing else. */
class TenancyProcessTest {
  private static final String TRACE = "00000000000000000000000000000abc";

  @TempDir
  private Path dir;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpResponse<String> send(HttpRequest.Builder request, String tenant)
      throws Exception {
    if (!tenant.isEmpty()) {
      request.header("x-tenant", tenant);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(ProgramProcess system, String path, String tenant)
      throws Exception {
    return send(HttpRequest.newBuilder(URI.create(system.url("Look at traces") + path)), tenant);
  }

  private static HttpResponse<String> postZipkin(ProgramProcess system, String tenant)
      throws Exception {
    String body =
        "[{\"traceId\":\"" + TRACE + "\",\"id\":\"0000000000000001\",\"name\":\"by-http\","
            + "\"timestamp\":" + Clock.systemUTC().millis() * 1000 + ",\"duration\":1000,"
            + "\"localEndpoint\":{\"serviceName\":\"" + tenant + "-http\"}}]";
    return send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + system.port("Zipkin HTTP") + "/api/v2/spans"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        tenant);
  }

  private static Status.Code postGrpc(ProgramProcess system, String tenant) throws Exception {
    ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", system.port("Jaeger gRPC"))
        .usePlaintext()
        .build();
    Metadata metadata = new Metadata();
    if (!tenant.isEmpty()) {
      metadata.put(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER), tenant);
    }
    PostSpansRequest.Builder request = PostSpansRequest.newBuilder();
    request.getBatchBuilder().getProcessBuilder().setServiceName(tenant + "-grpc");
    request
        .getBatchBuilder()
        .addSpansBuilder()
        .setTraceId(ByteString.copyFrom(
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, (byte) 0xbc}))
        .setSpanId(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 2}))
        .setStartTime(Timestamp.newBuilder().setSeconds(Clock.systemUTC().millis() / 1000))
        .setOperationName("by-grpc");
    try {
      CollectorServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
          .postSpans(request.build());
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private static void eventually(
      ProgramProcess system, String path, String tenant, Predicate<String> wanted)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String body = get(system, path, tenant).body();
    while (!wanted.test(body)) {
      assertThat(System.nanoTime()).as(body).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
      body = get(system, path, tenant).body();
    }
  }

  private ProgramProcess start(String... more) throws Exception {
    String[] arguments = {
      "--data-dir", "data", "--multi-tenancy.enabled=true", "--aliyun-log.spool=true"
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return ProgramProcess.startServer(dir, Ports.anyFree("all-in-one", all));
  }

  private static void assertEachSeesItsOwn(ProgramProcess system) throws Exception {
    for (String tenant : List.of("acme", "globex")) {
      String other = tenant.equals("acme") ? "globex" : "acme";
      eventually(
          system,
          "/api/services",
          tenant,
          body -> body.contains(tenant + "-http") && body.contains(tenant + "-grpc"));
      assertThat(get(system, "/api/services", tenant).body()).doesNotContain(other);
      assertThat(get(system, "/api/traces/" + TRACE, tenant).body())
          .contains(tenant + "-http", tenant + "-grpc")
          .doesNotContain(other);
    }
    assertThat(get(system, "/api/services", "initech").body()).contains("\"total\":0");
    assertThat(get(system, "/api/services", "").statusCode()).isEqualTo(401);
  }

  @Test
  void tenantsStayApart_alsoAfterACrash() throws Exception {
    try (ProgramProcess system = start()) {
      for (String tenant : List.of("acme", "globex")) {
        assertThat(postZipkin(system, tenant).statusCode()).isEqualTo(202);
        assertThat(postGrpc(system, tenant)).isEqualTo(Status.Code.OK);
      }
      assertThat(postZipkin(system, "").statusCode()).isEqualTo(401);
      assertThat(postGrpc(system, "")).isEqualTo(Status.Code.UNAUTHENTICATED);
      // No list of tenants, but a name that no Logstore can have.
      assertThat(postZipkin(system, "ACME").statusCode()).isEqualTo(401);
      assertThat(postZipkin(system, "ACME").body()).contains("unknown tenant");
      assertThat(postGrpc(system, "ACME")).isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(get(system, "/api/services", "ACME").statusCode()).isEqualTo(401);
      system.kill();
    }
    try (ProgramProcess system = start("--multi-tenancy.tenants=acme,globex,initech")) {
      assertEachSeesItsOwn(system);
      assertThat(postZipkin(system, "stranger").statusCode()).isEqualTo(401);
      assertThat(postGrpc(system, "stranger")).isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  @Test
  void listedTenantWithoutPossibleLogstore_isOneLineAtStart() throws Exception {
    ProgramProcess program = ProgramProcess.launch(
        dir,
        List.of(Ports.anyFree(
            "all-in-one",
            "--data-dir",
            "data",
            "--multi-tenancy.enabled=true",
            "--multi-tenancy.tenants=acme,Globex")));
    assertThat(program.exitStatus()).isEqualTo(2);
    assertThat(program.output().lines().toList())
        .last()
        .asString()
        .contains("--multi-tenancy.tenants", "Globex", "lower-case");
  }
}
