// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracingonsls.testing.payload.GoldenQuery;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The image in a real container: a span goes in and comes back, as the chart would run it. The image is that of {@code TRACING_ON_SLS_IMAGE} in the
 * environment, or the file that docker/build-image.sh wrote. Skipped without a Docker daemon or an image.
 */
@Tag("docker")
class ImageTest {
  private static final Path FILE = Path.of("..", "target", "tracing-on-sls-image.tar");
  private static final String NAME_IN_FILE = "tracing-on-sls:0.1.0";

  private static GenericContainer<?> container;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon");
    String image = System.getenv().getOrDefault("TRACING_ON_SLS_IMAGE", "");
    if (image.isEmpty()) {
      assumeTrue(
          Files.isReadable(FILE),
          "no image: run docker/build-image.sh --output " + FILE.getFileName());
      try (InputStream file = Files.newInputStream(FILE)) {
        DockerClientFactory.lazyClient().loadImageCmd(file).exec();
      }
      image = NAME_IN_FILE;
    }
    container = new GenericContainer<>(DockerImageName.parse(image))
        .withExposedPorts(14268, 16686, 14269)
        .withTmpFs(Map.of("/tmp", "rw,exec", "/var/lib/tracing-on-sls", "rw,uid=10001"))
        .withCreateContainerCmdModifier(command -> command.getHostConfig().withReadonlyRootfs(true))
        .waitingFor(Wait.forHttp("/").forPort(14269).withStartupTimeout(Duration.ofMinutes(2)));
    container.start();
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Test
  void span_comesBack() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> taken = client.send(
        HttpRequest.newBuilder(uri(14268, "/api/traces"))
            .header("Content-Type", "application/x-thrift")
            .POST(HttpRequest.BodyPublishers.ofByteArray(GoldenQuery.batches().get(0)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String services = "";
    while (!services.contains("\"data\":[\"") && System.nanoTime() < deadline) {
      services = client
          .send(
              HttpRequest.newBuilder(uri(16686, "/api/services")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(services).contains("\"data\":[\"");
  }

  @Test
  void process_isNobody() {
    assertThat(container.getContainerInfo().getConfig().getUser()).isEqualTo("10001:10001");
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port) + path);
  }
}
