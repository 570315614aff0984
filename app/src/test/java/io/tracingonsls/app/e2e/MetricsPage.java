// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** What a process tells Prometheus at one moment. */
record MetricsPage(List<String> samples) {
  /** Reads the page of an admin port. */
  static MetricsPage of(String adminUrl) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(adminUrl + "/metrics")).build();
    String text = HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body();
    return new MetricsPage(
        text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList());
  }

  /** The sum over all series of this name that have all these labels, each as {@code name="value"}; 0 when there is none. */
  long sum(String name, String... labels) {
    return (long) series(name, labels)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Stream<String> series(String name, String... labels) {
    return samples.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(labels).allMatch(line::contains));
  }
}
